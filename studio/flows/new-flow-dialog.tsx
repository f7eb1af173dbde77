import { useState } from 'preact/hooks'
import type { CreateFlowRequest, FlowDetail, FlowTemplate } from '#server/http/api-type.ts'
import { explainBy, get, post } from '../api.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
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
  const { data: templates, error, reload } = useLoad('templates', () => get<readonly FlowTemplate[]>('/flow-templates'))
  const [picked, setPicked] = useState<string | null>(null)
  const [name, setName] = useState<string | null>(null)
  const template = templates?.find(({ id }) => id === picked) ?? templates?.[0]
  const called = name ?? template?.title ?? ''

  const make = async () => {
    if (!template) return
    const request: CreateFlowRequest = { template: template.id, name: called.trim() }
    const made = await post<FlowDetail>('/flows', request)
    onMade(made.id)
  }
  if (error) {
    return (
      <Dialog title="New flow" wide onClose={onClose}>
        <Trouble error={error} retry={reload} />
      </Dialog>
    )
  }
  return (
    <FormDialog
      title="New flow"
      wide
      act="Create flow"
      isReady={template !== undefined && called.trim() !== ''}
      enter={make}
      explain={explain}
      onClose={onClose}
    >
      <div class="template-choice">
        <div class="template-list">
          {KINDS.map(({ kind, legend }) => (
            <fieldset class="templates" key={kind}>
              <legend>{legend}</legend>
              {templates
                ?.filter(one => one.kind === kind)
                .map(one => (
                  <label class="template" key={one.id}>
                    <input type="radio" name="template" checked={one === template} onChange={() => setPicked(one.id)} />
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
    </FormDialog>
  )
}

const explain = explainBy({ conflict: 'There is a flow with this name already. Choose another name.' })
