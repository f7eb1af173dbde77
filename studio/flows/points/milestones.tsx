import type { ScoreModel } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { changeModel } from '../edit/edit-model.ts'
import { freeId } from '../edit/slugs.ts'
import { useModel } from '../editor/editor-context.ts'
import { PartNotes } from './part-notes.tsx'

type Milestone = NonNullable<ScoreModel['milestones']>[number]

/** Further lines of the score that have a name. */
export function Milestones() {
  const { model, readOnly, editModel } = useModel()
  const milestones = model.milestones ?? []
  const set = (next: readonly Milestone[], key: string) =>
    editModel(before => changeModel(before, { milestones: next.length > 0 ? next : undefined }), `milestones ${key}`)
  const change = (milestone: Milestone, part: Partial<Milestone>, key: string) =>
    set(
      milestones.map(one => (one.id === milestone.id ? { ...one, ...part } : one)),
      `${milestone.id} ${key}`,
    )
  const add = () => {
    const id = freeId(
      'line',
      milestones.map(one => one.id),
    )
    set([...milestones, { id, label: 'Invite to a demo', score: 75 }], 'add')
  }
  return (
    <div class="scales">
      <div class="row" data-spread>
        <div>
          <h3>Milestones</h3>
          <p class="quiet">A score with a name: at 75 invite to a demo. Lead cards say what is short of it.</p>
        </div>
        {!readOnly && (
          <button type="button" class="button" data-size="small" onClick={add}>
            <Icon name="plus" />
            Add a milestone
          </button>
        )}
      </div>
      {milestones.map((milestone, index) => (
        <div class="milestone" key={milestone.id}>
          <input
            class="input"
            aria-label="What the milestone is for"
            maxLength={100}
            value={milestone.label}
            onInput={event => change(milestone, { label: event.currentTarget.value }, 'label')}
          />
          <NumberField
            quiet
            label={`Score of “${milestone.label}”`}
            unit="points"
            min={-1000}
            max={1000}
            value={milestone.score}
            onNumber={score => score !== null && change(milestone, { score }, 'score')}
          />
          {!readOnly && (
            <IconButton
              label={`Remove the milestone “${milestone.label}”`}
              icon="trash"
              onClick={() =>
                set(
                  milestones.filter(one => one.id !== milestone.id),
                  'remove',
                )
              }
            />
          )}
          <PartNotes part="model" prefix={`/milestones/${index}`} />
        </div>
      ))}
    </div>
  )
}
