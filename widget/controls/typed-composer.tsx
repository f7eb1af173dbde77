import type { Answer, Field } from '#flows/flow.ts'
import type { Words } from '../locales/words.ts'
import { Icon } from '../views/icon.tsx'
import { inputAttributes } from './input-attributes.ts'

export interface TypedComposerProps {
  readonly words: Words
  readonly field: Field
  /** What was answered before. */
  readonly value: Answer | undefined
  readonly invalid: boolean
  type(raw: string): void
}

/** The typed field where typing is the way to answer. Enter sends; in a long text Shift+Enter breaks the line. */
export function TypedComposer({ words, field, value, invalid, type }: TypedComposerProps) {
  const common = {
    name: 'typed',
    'aria-labelledby': 'question',
    'aria-describedby': 'problem',
    'aria-invalid': invalid,
    placeholder: words.answer,
    defaultValue: value === undefined ? '' : String(value),
  }
  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault()
        type(String(new FormData(event.currentTarget).get('typed')))
      }}
    >
      {field.kind === 'text' && field.long ? (
        <textarea
          {...common}
          rows={2}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            event.currentTarget.form?.requestSubmit()
          }}
        />
      ) : (
        <input {...common} {...inputAttributes(field)} />
      )}
      <button type="submit" class="round" aria-label={words.send}>
        <Icon d="M12 19V5m-6 6 6-6 6 6" />
      </button>
    </form>
  )
}
