import '../points/points.css'
import '../questions/questions.css'
import '../routing/routing.css'
import { useState } from 'preact/hooks'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { addPlacement } from '../edit/edit-placements.ts'
import { useEditor } from '../editor/editor-context.ts'
import { PlacementHelp } from './placement-help.tsx'
import { PlacementItem } from './placement-item.tsx'
import { ShapeTest } from './shape-test.tsx'

/** Where visitors meet the flow, when and how often: any number of places. */
export function PlacementRoom() {
  const editor = useEditor()
  const { placement } = editor.draft.value
  const [open, setOpen] = useState<number | null>(null)
  const readOnly = !may('edit_flows')
  const add = () => {
    editor.edit(draft => ({ ...draft, placement: addPlacement(draft.placement) }))
    setOpen(editor.draft.value.placement.length - 1)
  }
  return (
    <div class="room-form">
      <section class="room-part-list">
        <header>
          <h2>Where it appears</h2>
          <p class="quiet">
            A pop-up or a slide-in stays away from whoever has completed the flow. Of several bubbles that fit a page
            the first is shown. Across pages visitors are counted with their consent only.
          </p>
        </header>
        {placement.length > 0 ? (
          <ol class="panel routing-rules">
            {placement.map((one, index) => (
              <PlacementItem
                key={index}
                placement={one}
                index={index}
                open={open === index}
                readOnly={readOnly}
                onToggle={() => setOpen(open === index ? null : index)}
              />
            ))}
          </ol>
        ) : (
          <div class="panel room-part">
            <p>Nowhere by itself yet. Add a place, or put the element on a page of yours.</p>
            <PlacementHelp flow={editor.id} placement={{ surface: 'inline', shape: 'steps' }} />
          </div>
        )}
        {!readOnly && (
          <div>
            <button type="button" class="button" data-size="small" onClick={add}>
              <Icon name="plus" />
              Add a place
            </button>
          </div>
        )}
      </section>
      <ShapeTest />
    </div>
  )
}
