import type { ScoreModel } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { changeModel, maximumEngagement, maximumFit } from '../edit/edit-model.ts'
import { useModel } from '../editor/editor-context.ts'
import { Milestones } from './milestones.tsx'
import { PartNotes } from './part-notes.tsx'
import { Scales } from './scales.tsx'
import { ScoreScale } from './score-scale.tsx'

/** From which score on a lead is hot, warm or marketing qualified, shown on the scale of what is possible. */
export function Thresholds() {
  const { model, flow, editModel } = useModel()
  const { hot, cold } = model.thresholds
  const fit = maximumFit(model, flow)
  const acts = maximumEngagement(model)
  const set = (change: (before: ScoreModel) => ScoreModel, key: string) => editModel(change, `thresholds ${key}`)
  return (
    <section class="panel room-part" id="points-lines">
      <header class="row" data-spread>
        <h2>From which score on</h2>
        <p class="quiet">
          The most a lead can have: fit <strong class="number">{most(fit)}</strong> + engagement{' '}
          <strong class="number">{most(acts)}</strong> = <strong class="number">{most(fit + acts)}</strong>
        </p>
      </header>
      <ScoreScale
        cold={cold.below}
        hot={hot.score}
        most={Number.isFinite(fit + acts) ? fit + acts : 2 * hot.score}
        marks={[
          { label: 'MQL', score: model.mql.score },
          ...(model.sal ? [{ label: 'To sales', score: model.sal.score }] : []),
          ...(model.milestones ?? []).map(({ label, score }) => ({ label, score })),
        ]}
      />
      <div class="numbers">
        <NumberField
          label="Hot from score"
          value={hot.score}
          onNumber={score => score !== null && set(one => withHot(one, { score }), 'hot score')}
        />
        <NumberField
          label="and fit of at least"
          hint="Busy but a poor fit is not hot."
          value={hot.fit}
          onNumber={needed => needed !== null && set(one => withHot(one, { fit: needed }), 'hot fit')}
        />
        <NumberField
          label="Cold below score"
          value={cold.below}
          onNumber={below =>
            below !== null && set(one => ({ ...one, thresholds: { ...one.thresholds, cold: { below } } }), 'cold')
          }
        />
        <NumberField
          label="MQL from score"
          hint="Marketing qualified: worth a look by sales."
          value={model.mql.score}
          onNumber={score => score !== null && set(one => ({ ...one, mql: { score } }), 'mql')}
        />
        <NumberField
          label="To sales from score"
          hint="Sales accepted without having asked, and given to somebody. Empty: only who asks."
          placeholder="none"
          value={model.sal?.score}
          onNumber={score => set(one => changeModel(one, { sal: score === null ? undefined : { score } }), 'sal')}
        />
        <SelectField
          label="Asked for sales: becomes"
          hint="The stage of whoever asks for a demo or a call."
          value={model.askedForSales ?? 'sal'}
          options={STAGES_ASKED}
          onPick={picked => {
            const stage = STAGES_ASKED.find(({ id }) => id === picked)?.id
            if (stage) set(one => changeModel(one, { askedForSales: stage }), 'asked')
          }}
        />
      </div>
      <PartNotes part="model" prefix="/thresholds" />
      <PartNotes part="model" prefix="/mql" />
      <PartNotes part="model" prefix="/sal" />
      <Milestones />
      <Scales mostFit={Number.isFinite(fit) ? fit : 100} />
    </section>
  )
}

/** Points for each person of a company have no end. */
function most(points: number): string {
  return Number.isFinite(points) ? String(points) : 'any'
}

const STAGES_ASKED = [
  { id: 'mql', label: 'MQL' },
  { id: 'sal', label: 'SAL' },
  { id: 'sql', label: 'SQL' },
] as const

function withHot(model: ScoreModel, change: Partial<ScoreModel['thresholds']['hot']>): ScoreModel {
  return { ...model, thresholds: { ...model.thresholds, hot: { ...model.thresholds.hot, ...change } } }
}
