import type { Answer, Field, Option } from '#flows/flow.ts'

export interface ChipsProps {
  readonly options: readonly Option[]
  readonly picked: Answer | undefined
  pick(option: string): void
}

/** One of several options, each a tap. */
export function Chips({ options, picked, pick }: ChipsProps) {
  return (
    <fieldset class="chips" aria-labelledby="question">
      {options.map(({ id, label }) => (
        <button type="button" key={id} class="chip" aria-pressed={picked === id} onClick={() => pick(id)}>
          {label}
        </button>
      ))}
    </fieldset>
  )
}

/** Fields whose answer is one of their options. */
export function isPickable(
  field: Field,
): field is Exclude<Extract<Field, { options: unknown }>, { kind: 'multi_choice' }> {
  return 'options' in field && field.kind !== 'multi_choice'
}
