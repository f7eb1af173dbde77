import type { Experiment, Variant } from '#flows/flow.ts'
import { Icon } from '../../ui/icon.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { tell } from '../../ui/toast.tsx'
import {
  addVariant,
  adoptVariant,
  removeVariant,
  setStatus,
  setVariantText,
  setWeight,
  splitEvenly,
  wordingOf,
} from '../edit/edit-experiments.ts'
import { useEditor, useFlow } from '../editor/editor-context.ts'

interface VariantsEditorProps {
  readonly experiment: Experiment
  readonly wording: string
}

/** The wordings under test beside each other, with their shares of all visitors. */
export function VariantsEditor({ experiment, wording }: VariantsEditorProps) {
  const { readOnly, editFlow } = useFlow()
  const outside = 10_000 - experiment.variants.reduce((sum, { weight }) => sum + weight, 0)
  return (
    <section class="variants" aria-label={`Test ${experiment.id}`}>
      <header class="row" data-spread>
        <span class="row">
          <Icon name="experiments" />
          <strong>Test “{experiment.id}”</strong>
          <span class="tag" data-tone={experiment.status === 'running' ? 'good' : ''}>
            {experiment.status === 'running' ? 'Runs' : experiment.status === 'stopped' ? 'Stopped' : 'Not started'}
          </span>
        </span>
        {!readOnly && <TestActions experiment={experiment} wording={wording} />}
      </header>
      <ul>
        {experiment.variants.map(variant => (
          <VariantRow key={variant.id} experiment={experiment} variant={variant} wording={wording} />
        ))}
      </ul>
      <footer class="row quiet">
        <span>
          {outside > 0
            ? `${outside / 100} % see the first wording and are not counted.`
            : 'Every visitor is in the test. Changing a wording starts the counting afresh.'}
        </span>
        {!readOnly && (
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => editFlow(flow => splitEvenly(flow, experiment.id))}
          >
            Split evenly
          </button>
        )}
      </footer>
    </section>
  )
}

function TestActions({ experiment, wording }: VariantsEditorProps) {
  const { editFlow } = useFlow()
  const running = experiment.status === 'running'
  return (
    <span class="row">
      <button
        type="button"
        class="button"
        data-look="plain"
        data-size="small"
        onClick={() => editFlow(flow => addVariant(flow, wording))}
      >
        <Icon name="plus" />
        Wording
      </button>
      <button
        type="button"
        class="button"
        data-size="small"
        onClick={() => editFlow(flow => setStatus(flow, experiment.id, running ? 'stopped' : 'running'))}
      >
        {running ? 'Stop test' : 'Run test'}
      </button>
    </span>
  )
}

function VariantRow({ experiment, variant, wording }: VariantsEditorProps & { readonly variant: Variant }) {
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
