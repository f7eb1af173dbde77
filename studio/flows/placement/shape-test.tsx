import './shape-test.css'
import { useState } from 'preact/hooks'
import type { Shape } from '#flows/api.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { endShapeTest, shapeTestOf, testShape } from '../edit/edit-shape-test.ts'
import { useEditor, useFlow } from '../editor/editor-context.ts'
import { SHAPES } from './placement-words.ts'

/** Half of the visitors get the flow in another shape; who qualifies decides. */
export function ShapeTest() {
  const editor = useEditor()
  const { flow, readOnly, editFlow } = useFlow()
  const [wanted, setWanted] = useState<Shape>('page')
  const running = shapeTestOf(flow)
  const shape = running?.shape ?? wanted
  const pick = (id: string) => {
    const picked = SHAPES.find(one => one.id === id)?.id
    if (!picked) return
    if (running) editFlow(before => testShape(before, picked))
    else setWanted(picked)
  }
  const end = () => {
    editFlow(endShapeTest)
    tell('The test of shapes is over', editor.undo)
  }
  if (readOnly && !running) return null
  return (
    <section class="room-part-list">
      <header>
        <h2>Test the shape</h2>
        <p class="quiet">
          {running
            ? 'Half of the visitors get the shape of the place, half the one below. Experiments shows which of them qualify more people.'
            : 'Chat or form? Half of the visitors get another shape than the place says, and the number of qualified leads decides.'}
        </p>
      </header>
      <div class="shape-test">
        <SelectField
          label="Instead, half of them get"
          value={shape}
          options={SHAPES}
          disabled={readOnly}
          onPick={pick}
        />
        {!readOnly && (
          <button
            type="button"
            class="button"
            onClick={() => (running ? end() : editFlow(before => testShape(before, shape)))}
          >
            {running ? 'End the test' : 'Test it'}
          </button>
        )}
      </div>
    </section>
  )
}
