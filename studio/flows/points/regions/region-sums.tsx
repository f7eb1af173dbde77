import type { ScoreModel } from '#server/http/api-type.ts'
import { maximumFit } from '../../edit/edit-model.ts'
import { modelIn, type Region } from '../../edit/edit-regions.ts'
import { useModel } from '../../editor/editor-context.ts'

/** The most a lead of the region can have, beside the most everywhere: the lines are the same for both. */
export function RegionSums({ region }: { readonly region: Region }) {
  const { model, flow } = useModel()
  const fitIn = (one: ScoreModel) => Math.min(one.fitCap ?? Number.POSITIVE_INFINITY, maximumFit(one, flow))
  const acts = model.engagement.cap
  const fit = fitIn(modelIn(model, region))
  const everywhere = fitIn(model) + acts
  const { hot } = model.thresholds
  const here = fit + acts
  return (
    <p class="quiet region-sums">
      The most a lead can have here: <strong class="number">{here}</strong>
      {here === everywhere ? ', as everywhere.' : `, ${everywhere} elsewhere.`}
      {(fit < hot.fit || here < hot.score) && (
        <>
          {' '}
          <strong class="region-warn">
            {fit < hot.fit
              ? `Nobody here can be hot: fit is at most ${fit}, hot needs ${hot.fit}.`
              : `Nobody here can be hot, which starts at ${hot.score}.`}
          </strong>
        </>
      )}
    </p>
  )
}
