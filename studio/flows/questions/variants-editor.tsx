import type { Experiment } from '#flows/flow.ts'
import { Icon } from '../../ui/icon.tsx'
import { addVariant, setStatus, splitEvenly } from '../edit/edit-experiments.ts'
import { useFlow } from '../editor/editor-context.ts'
import { VariantRow } from './variant-row.tsx'

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
