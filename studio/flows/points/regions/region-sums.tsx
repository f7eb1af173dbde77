import type { ScoreModel } from '#server/http/api-type.ts'
import { maximumEngagement, maximumFit } from '../../edit/edit-model.ts'
import { modelIn, type Region } from '../../edit/edit-regions.ts'
import { useModel } from '../../editor/editor-context.ts'

/** The most a lead of the region can have, beside the most everywhere: the lines are the same for both. */
export function RegionSums({ region }: { readonly region: Region }) {
  const { model, flow } = useModel()
  const { hot } = model.thresholds
  const sumsOf = (one: ScoreModel) => {
    const fit = maximumFit(one, flow)
    const score = fit + maximumEngagement(one)
    return { fit, score, canBeHot: fit >= hot.fit && score >= hot.score }
  }
  const [everywhere, here] = [sumsOf(model), sumsOf(modelIn(model, region))]
  if (!Number.isFinite(here.score)) return null
  return (
    <p class="quiet region-sums">
      The most a lead can have here: <strong class="number">{here.score}</strong>
      {here.score === everywhere.score ? ', as everywhere.' : `, ${everywhere.score} elsewhere.`}
      {everywhere.canBeHot && !here.canBeHot && (
        <>
          {' '}
          <strong class="region-warn">
            {here.fit < hot.fit
              ? `Nobody here can be hot: fit is at most ${here.fit}, hot needs ${hot.fit}.`
              : `Nobody here can be hot, which starts at ${hot.score}.`}
          </strong>
        </>
      )}
    </p>
  )
}
