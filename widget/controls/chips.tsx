import type { Answer, Field, Option } from '#flows/flow.ts'

export interface ChipsProps {
  readonly options: readonly Option[]
  readonly picked: Answer | undefined
  /** The option that is a quiet way for those who came for something else. */
  readonly apart?: string | undefined
  pick(option: string): void
}

/** One of several options, each a tap. */
export function Chips({ options, picked, apart, pick }: ChipsProps) {
  return (
    <fieldset class="chips" aria-labelledby="question">
      {options.map(({ id, label }) => (
        <button
          type="button"
          key={id}
          class={id === apart ? 'chip apart' : 'chip'}
          aria-pressed={picked === id}
          onClick={() => pick(id)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}

/** Fields whose answer is one of their options, shown as chips (`lookOf` knows the others). */
export function isPickable(
  field: Field,
): field is Exclude<Extract<Field, { options: unknown }>, { kind: 'multi_choice' }> {
  if (!('options' in field) || field.kind === 'multi_choice') return false
  return field.show ? field.show === 'chips' : field.options.length < 9
}
