import './preview.css'
import { useEffect, useState } from 'preact/hooks'
import type { Experiment, Flow, Step } from '#flows/flow.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useEditor } from '../editor/editor-context.ts'
import { outcomeLabel } from '../flow-words.ts'
import { PreviewFrame } from './preview-frame.tsx'
import type { PreviewOptions } from './preview-talk.ts'

const SHAPES = [
  { id: 'chat', label: 'Chat' },
  { id: 'steps', label: 'Form' },
] as const

/** The draft in the real widget, from its start or from the open step. What is typed here goes nowhere. */
export function Preview({ from }: { readonly from: string | null }) {
  const { flow } = useEditor().draft.value
  const [shape, setShape] = useState<PreviewOptions['shape']>('chat')
  const [variants, setVariants] = useState<PreviewOptions['variants']>({})
  const [outcome, setOutcome] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const [shown, setShown] = useState(false)
  const start = flow.steps.some(({ id }) => id === from) ? from : null
  const outcomes = outcomesOf(flow)
  const decided = outcome ?? outcomes[0] ?? 'sales'
  useEffect(() => setRound(0), [start])
  return (
    <aside class="preview" aria-label="Preview" data-shown={shown ? '' : undefined}>
      <button type="button" class="button preview-toggle" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? 'Hide the preview' : 'Show the preview'}
      </button>
      <div class="preview-body">
        <header class="row" data-spread>
          <fieldset class="row">
            <legend class="visually-hidden">Shape of the preview</legend>
            {SHAPES.map(({ id, label }) => (
              <button type="button" key={id} class="chip" aria-pressed={shape === id} onClick={() => setShape(id)}>
                {label}
              </button>
            ))}
          </fieldset>
          <span class="row">
            <span class="quiet">{start ? 'From the open step' : 'From the start'}</span>
            <IconButton label="Start the preview over" icon="undo" onClick={() => setRound(round + 1)} />
          </span>
        </header>
        <PreviewFrame key={`${shape} ${start} ${round}`} options={{ shape, from: start, variants, outcome: decided }} />
        <div class="preview-choices">
          {tested(flow).map(experiment => (
            <label key={experiment.id}>
              Test “{experiment.id}”
              <select
                class="input"
                data-size="small"
                value={variants[experiment.id] ?? ''}
                onChange={event => setVariants({ ...variants, [experiment.id]: event.currentTarget.value })}
              >
                <option value="">as it stands</option>
                {experiment.variants.map(({ id }) => (
                  <option key={id} value={id}>
                    wording {id.toUpperCase()}
                  </option>
                ))}
              </select>
            </label>
          ))}
          {outcomes.length > 0 && (
            <label>
              The routing decides
              <select
                class="input"
                data-size="small"
                value={decided}
                onChange={event => setOutcome(event.currentTarget.value)}
              >
                {outcomes.map(id => (
                  <option key={id} value={id}>
                    {outcomeLabel(id)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
      </div>
    </aside>
  )
}

function tested(flow: Flow): readonly Experiment[] {
  return flow.experiments?.filter(({ status }) => status === 'running') ?? []
}

function outcomesOf({ steps }: { readonly steps: readonly Step[] }): string[] {
  return [...new Set(steps.flatMap(step => (step.kind === 'decide' ? Object.keys(step.outcomes) : [])))]
}
