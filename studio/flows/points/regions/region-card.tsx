import { useRef } from 'preact/hooks'
import { IconButton } from '../../../ui/icon-button.tsx'
import { tell } from '../../../ui/toast.tsx'
import { ConditionEditor } from '../../conditions/condition-editor.tsx'
import { changeRegion, moveRegion, type Region, removeRegion } from '../../edit/edit-regions.ts'
import { useEditor, useModel } from '../../editor/editor-context.ts'
import { PartNotes } from '../part-notes.tsx'
import { scoreFacts } from '../score-facts.ts'
import { RegionPointsTable } from './region-points.tsx'
import { RegionSums } from './region-sums.tsx'

interface RegionCardProps {
  readonly region: Region
  readonly index: number
  readonly last: boolean
}

/** One region: its name, who belongs, and what counts differently there. */
export function RegionCard({ region, index, last }: RegionCardProps) {
  const editor = useEditor()
  const { model, flow, readOnly, editModel } = useModel()
  const card = useRef<HTMLLIElement>(null)
  const set = (change: Partial<Region>, key: string) =>
    editModel(before => changeRegion(before, region.id, change), `${region.id} ${key}`)
  const move = (by: -1 | 1) => {
    editModel(before => moveRegion(before, region.id, by))
    // Moving its element takes the focus away; a button at the end of its way is disabled, its neighbour is not.
    requestAnimationFrame(() => {
      const buttons = [...(card.current?.querySelectorAll<HTMLButtonElement>('.region-moves button') ?? [])]
      const [up, down] = buttons
      const wanted = by < 0 ? up : down
      ;(wanted?.disabled ? (by < 0 ? down : up) : wanted)?.focus()
    })
  }
  const remove = () => {
    editModel(before => removeRegion(before, region.id))
    tell(`“${region.label}” counts as everywhere now`, editor.undo)
  }
  return (
    <li class="panel region" ref={card}>
      <header class="region-head">
        <span class="region-number number" aria-hidden="true">
          {index + 1}
        </span>
        <input
          class="input title-input"
          aria-label={`Name of region ${index + 1}`}
          maxLength={100}
          value={region.label}
          onInput={event => set({ label: event.currentTarget.value }, 'label')}
        />
        {!readOnly && (
          <span class="region-moves">
            <IconButton label={`Move “${region.label}” up`} icon="up" disabled={index === 0} onClick={() => move(-1)} />
            <IconButton label={`Move “${region.label}” down`} icon="down" disabled={last} onClick={() => move(1)} />
            <IconButton label={`Remove “${region.label}”`} icon="trash" onClick={remove} />
          </span>
        )}
      </header>
      <div class="region-body">
        <div class="stack">
          <ConditionEditor
            label="Who belongs"
            condition={region.when}
            facts={scoreFacts(flow, model)}
            onChange={when => set({ when }, 'when')}
          />
          <PartNotes part="model" prefix={`/regions/${index}`} except={`/regions/${index}/points`} />
        </div>
        <div class="region-differs">
          <RegionPointsTable region={region} index={index} />
          <RegionSums region={region} />
        </div>
      </div>
    </li>
  )
}
