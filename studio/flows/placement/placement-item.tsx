import type { Condition } from '#flows/condition.ts'
import { isUnasked, type Placement } from '#flows/placement.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { changePlacement, movePlacement, type PlacementChange, removePlacement } from '../edit/edit-placements.ts'
import { useEditor } from '../editor/editor-context.ts'
import { PartNotes } from '../points/part-notes.tsx'
import { CapFields } from './cap-fields.tsx'
import { PlacementHelp } from './placement-help.tsx'
import { PAGE_FACTS, placementInWords, SHAPES, SURFACES, surfaceLabel } from './placement-words.ts'
import { TriggerFields } from './trigger-fields.tsx'

interface PlacementItemProps {
  readonly placement: Placement
  readonly index: number
  readonly open: boolean
  readonly readOnly: boolean
  readonly onToggle: () => void
}

/** One place: a sentence that opens into its form. */
export function PlacementItem({ placement, index, open, readOnly, onToggle }: PlacementItemProps) {
  const editor = useEditor()
  const all = editor.draft.value.placement
  const name = surfaceLabel(placement)
  const remove = () => {
    editor.edit(draft => ({ ...draft, placement: removePlacement(draft.placement, index) }))
    tell(`${name} removed`, editor.undo)
  }
  const move = (by: -1 | 1) =>
    editor.edit(draft => ({ ...draft, placement: movePlacement(draft.placement, index, by) }))
  return (
    <li class="step routing-rule" data-open={open ? '' : undefined}>
      <div class="step-line">
        <button type="button" class="step-head" aria-expanded={open} onClick={onToggle}>
          <span class="step-number number">{index + 1}</span>
          <span class="step-words">
            <span class="step-text rule-name">{name}</span>
            <span class="step-ways">{placementInWords(placement)}</span>
          </span>
        </button>
        {!readOnly && (
          <span class="moves">
            <IconButton
              label={`Move place ${index + 1} up`}
              icon="up"
              disabled={index === 0}
              onClick={() => move(-1)}
            />
            <IconButton
              label={`Move place ${index + 1} down`}
              icon="down"
              disabled={index === all.length - 1}
              onClick={() => move(1)}
            />
            <IconButton label={`Remove place ${index + 1}`} icon="trash" onClick={remove} />
          </span>
        )}
      </div>
      <PartNotes part="placement" prefix={`/${index}`} />
      {open && <PlacementForm placement={placement} index={index} readOnly={readOnly} />}
    </li>
  )
}

const WHERE = [
  { id: 'all', label: 'On every page, for everybody' },
  { id: 'some', label: 'On some pages, or for some visitors' },
]
const START: Condition = { fact: 'page.path', glob: '/pricing*' }

function PlacementForm({ placement, index, readOnly }: Pick<PlacementItemProps, 'placement' | 'index' | 'readOnly'>) {
  const editor = useEditor()
  const { surface, shape, when, trigger, cap } = placement
  const isFloating = surface !== 'inline' && surface !== 'hosted'
  const set = (change: PlacementChange, key = '') =>
    editor.edit(
      draft => ({ ...draft, placement: changePlacement(draft.placement, index, change) }),
      key && `place ${index} ${key}`,
    )
  return (
    <fieldset class="step-editor" disabled={readOnly}>
      <legend class="visually-hidden">Settings of this place</legend>
      <div class="numbers">
        <SelectField
          label="Appears as"
          value={surface}
          options={SURFACES}
          onPick={id => set({ surface: SURFACES.find(one => one.id === id)?.id ?? surface })}
        />
        <SelectField
          label="Held as"
          value={shape}
          options={SHAPES}
          onPick={id => set({ shape: SHAPES.find(one => one.id === id)?.id ?? shape })}
        />
      </div>
      {isFloating && (
        <SelectField
          label="Where and for whom"
          value={when ? 'some' : 'all'}
          options={WHERE}
          onPick={id => set({ when: id === 'some' ? START : undefined })}
        />
      )}
      {isFloating && when && (
        <ConditionEditor
          label="Only where"
          condition={when}
          facts={PAGE_FACTS}
          onChange={next => set({ when: next }, 'when')}
        />
      )}
      {isFloating && (
        <div class="numbers">
          <TriggerFields trigger={trigger} onChange={(next, key) => set({ trigger: next }, key)} />
        </div>
      )}
      {isUnasked(surface) && !trigger?.click && (
        <div class="numbers">
          <CapFields cap={cap} onChange={(next, key) => set({ cap: next }, key)} />
        </div>
      )}
      {!isFloating && <PlacementHelp flow={editor.id} placement={placement} />}
    </fieldset>
  )
}
