import type { Experiment, Variant } from '#flows/flow.ts'
import { Icon } from '../../ui/icon.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { adoptVariant, removeVariant, setVariantText, setWeight, wordingOf } from '../edit/edit-experiments.ts'
import { useEditor, useFlow } from '../editor/editor-context.ts'

interface VariantRowProps {
  readonly experiment: Experiment
  readonly variant: Variant
  readonly wording: string
}

/** One wording under test with its share, and the button that ends the test in its favour. */
export function VariantRow({ experiment, variant, wording }: VariantRowProps) {
  const editor = useEditor()
  const { flow, readOnly, editFlow } = useFlow()
  const at = { experiment: experiment.id, variant: variant.id }
  const own = variant.patch[wording]
  const letter = variant.id.toUpperCase()
  const remove = () => {
    editFlow(before => removeVariant(before, at))
    tell(`Wording ${letter} removed`, editor.undo)
  }
  const adopt = () => {
    editFlow(before => adoptVariant(before, at))
    tell(`Wording ${letter} is for everyone now, and the test is over`, editor.undo)
  }
  return (
    <li class="variant">
      <span class="letter" aria-hidden="true">
        {letter}
      </span>
      {own === undefined ? (
        <p class="as-it-stands">
          {wordingOf(flow, wording)} <span class="quiet">(as it stands)</span>
        </p>
      ) : (
        <TextAreaField
          quiet
          label={`Wording ${letter}`}
          value={own}
          readOnly={readOnly}
          onText={text =>
            editFlow(before => setVariantText(before, at, wording, text), `${at.experiment}.${at.variant}`)
          }
        />
      )}
      <NumberField
        quiet
        label={`Share of wording ${letter} in percent`}
        unit="%"
        min={0}
        max={100}
        step={0.01}
        value={variant.weight / 100}
        onNumber={share =>
          share !== null && editFlow(before => setWeight(before, at, share * 100), `${at.experiment} shares`)
        }
      />
      {!readOnly && (
        <span class="row">
          <button type="button" class="button" data-look="plain" data-size="small" onClick={adopt}>
            Use for everyone
          </button>
          {own !== undefined && (
            <button type="button" class="button" data-look="plain" data-size="small" data-icon onClick={remove}>
              <Icon name="trash" />
              <span class="visually-hidden">Remove wording {letter}</span>
            </button>
          )}
        </span>
      )}
    </li>
  )
}
