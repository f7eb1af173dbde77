import { Icon } from '../../ui/icon.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { addVariant, experimentOn } from '../edit/edit-experiments.ts'
import { useFlow } from '../editor/editor-context.ts'
import { VariantsEditor } from './variants-editor.tsx'

interface WordingEditorProps {
  readonly label: string
  readonly hint?: string
  /** Wording key of the text: `{step}.text`, `launcher.teaser`, … */
  readonly wording: string
  readonly text: string
  readonly onText: (text: string) => void
}

/** A text visitors read, with the other wordings that are tested against it. */
export function WordingEditor({ label, hint, wording, text, onText }: WordingEditorProps) {
  const { flow, readOnly, editFlow } = useFlow()
  const experiment = experimentOn(flow, wording)
  return (
    <div class="stack" data-tight>
      <TextAreaField
        label={label}
        {...(hint && { hint })}
        value={text}
        maxLength={2000}
        readOnly={readOnly}
        onText={onText}
      />
      {experiment ? (
        <VariantsEditor experiment={experiment} wording={wording} />
      ) : (
        !readOnly &&
        text.trim() !== '' && (
          <div>
            <button
              type="button"
              class="button"
              data-look="plain"
              data-size="small"
              onClick={() => editFlow(before => addVariant(before, wording))}
            >
              <Icon name="experiments" />
              Test another wording
            </button>
          </div>
        )
      )}
    </div>
  )
}
