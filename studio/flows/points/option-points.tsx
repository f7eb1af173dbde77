import { NumberField } from '../../ui/number-field.tsx'
import { changeFit, type OptionsRule, setPoints } from '../edit/edit-model.ts'
import { useModel } from '../editor/editor-context.ts'
import { linesOf } from './option-lines.ts'

/** A table: one line an answer, one number a line. */
export function OptionPoints({ rule }: { readonly rule: OptionsRule }) {
  const { flow, editModel } = useModel()
  const field = flow.fields[rule.fact]
  return (
    <div class="stack" data-tight>
      <input
        class="input title-input"
        aria-label="What it is called on the lead card"
        value={rule.label}
        onInput={event => {
          const label = event.currentTarget.value
          editModel(before => changeFit(before, rule, { label }), `${rule.id} label`)
        }}
      />
      <table class="points-table">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Answer</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(rule, flow).map(({ id, label }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td>
                <NumberField
                  quiet
                  label={`Points for “${label}”`}
                  min={-1000}
                  max={1000}
                  value={rule.points[id] ?? 0}
                  onNumber={points =>
                    points !== null && editModel(before => setPoints(before, rule.id, id, points), `${rule.id} ${id}`)
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!field && !rule.fact.includes('.') && (
        <p class="quiet">This flow does not ask “{rule.fact}”, so these points never count.</p>
      )}
    </div>
  )
}
