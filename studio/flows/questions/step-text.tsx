import type { Step } from '#flows/flow.ts'
import { changeStep } from '../edit/edit-steps.ts'
import { useFlow } from '../editor/editor-context.ts'
import { WordingEditor } from './wording-editor.tsx'

/** What a step says. */
export function StepText({ step, label }: { readonly step: Extract<Step, { text: string }>; readonly label: string }) {
  const { editFlow } = useFlow()
  return (
    <WordingEditor
      label={label}
      hint="Takes **bold**, *italic*, [links](https://…), lists, and {{name|there}} for an earlier answer with words for when it is missing."
      wording={`${step.id}.text`}
      text={step.text}
      onText={text => editFlow(before => changeStep(before, step, { text }), `${step.id}.text`)}
    />
  )
}
