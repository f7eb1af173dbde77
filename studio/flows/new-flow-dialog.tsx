import { useState } from 'preact/hooks'
import type { CreateFlowRequest, FlowDetail, FlowTemplate } from '#server/http/api-type.ts'
import { get, post, RequestFailed } from '../api.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { TemplateQuestions } from './template-questions.tsx'

interface NewFlowDialogProps {
  readonly onMade: (id: string) => void
  readonly onClose: () => void
}

const KINDS = [
  { kind: 'page', legend: 'For a page' },
  { kind: 'framework', legend: 'By what sales has to know' },
] as const

/** Makes a flow from a template. */
export function NewFlowDialog({ onMade, onClose }: NewFlowDialogProps) {
  const { data: templates, error } = useLoad('templates', () => get<readonly FlowTemplate[]>('/flow-templates'))
  const [picked, setPicked] = useState<string | null>(null)
  const [name, setName] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const template = templates?.find(({ id }) => id === picked) ?? templates?.[0]
  const called = name ?? template?.title ?? ''

  const make = async (event: Event) => {
    event.preventDefault()
    if (!template) return
    setBusy(true)
    setProblem(null)
    try {
      const request: CreateFlowRequest = { template: template.id, name: called.trim() }
      const made = await post<FlowDetail>('/flows', request)
      onMade(made.id)
    } catch (failed) {
      setProblem(explain(failed))
      setBusy(false)
    }
  }
  return (
    <Dialog title="New flow" wide onClose={onClose}>
      {error ? (
        <Trouble error={error} />
      ) : (
        <form class="stack" onSubmit={make}>
          <div class="template-choice">
            <div class="template-list">
              {KINDS.map(({ kind, legend }) => (
                <fieldset class="templates" key={kind}>
                  <legend>{legend}</legend>
                  {templates
                    ?.filter(one => one.kind === kind)
                    .map(one => (
                      <label class="template" key={one.id}>
                        <input
                          type="radio"
                          name="template"
                          checked={one === template}
                          onChange={() => setPicked(one.id)}
                        />
                        <span>{one.title}</span>
                        <small>
                          {one.questions}
                          <span class="visually-hidden"> questions</span>
                        </small>
                      </label>
                    ))}
                </fieldset>
              ))}
            </div>
            {template && <TemplateQuestions template={template} />}
          </div>
          <TextField
            label="Name"
            hint="For you and your colleagues. Visitors never see it."
            required
            maxLength={200}
            value={called}
            onText={setName}
          />
          {problem && (
            <p class="notice" data-tone="bad" role="alert">
              {problem}
            </p>
          )}
          <div class="dialog-foot">
            <button type="button" class="button" onClick={onClose}>
              Cancel
            </button>
            <button type="submit" class="button" data-look="main" disabled={busy || !template || !called.trim()}>
              Create flow
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Try again.'
  if (error.code === 'conflict') return 'There is a flow with this name already. Choose another name.'
  return error.errors[0]?.message ?? error.message
}
