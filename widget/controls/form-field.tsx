import { factsOf, parseAnswer } from '#flows/fields/index.ts'
import type { Answer, EmailField, Field } from '#flows/flow.ts'
import type { Words } from '../locales/words.ts'
import { inputAttributes } from './input-attributes.ts'
import { lookOf } from './look-of.ts'
import { RareControl } from './rare-control.tsx'

export interface FormFieldProps {
  readonly id: string
  readonly field: Field
  readonly label: string
  readonly hint: string | undefined
  readonly optional: boolean
  readonly value: Answer | undefined
  /** Slug of what is wrong with it. */
  readonly problem: string | undefined
  /** What it is asked about once more for; it counts as it is when it is sent again. */
  readonly doubt?: string | undefined
  readonly words: Words
  /** `raw`: what was typed, where the answer stands for something wider. */
  change(value: Answer, raw?: string): void
}

/** One question of the stepped form: label, hint, control, and what is wrong, tied together for everybody. */
export function FormField(props: FormFieldProps) {
  const { id, field, label, hint, optional, problem, doubt, words } = props
  const notes = [hint && `${id}-hint`, doubt && `${id}-doubt`, problem && `${id}-problem`]
  const described = notes.filter(Boolean).join(' ') || undefined
  const look = lookOf(field)
  // A label names one input; several inputs make a group.
  const grouped = look ? !['list', 'date', 'phone'].includes(look) : 'options' in field
  const nudge = field.kind === 'email' ? nudgeFor(field, props.value, words) : undefined
  const Frame = grouped ? 'fieldset' : 'div'
  const name = (
    <>
      {label}
      {optional && <span> ({words.optional})</span>}
    </>
  )
  return (
    <Frame class="field" aria-describedby={grouped ? described : undefined}>
      {grouped ? <legend id={`${id}-name`}>{name}</legend> : <label for={id}>{name}</label>}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {look ? (
        <RareControl
          id={id}
          field={field}
          value={props.value}
          invalid={problem !== undefined}
          labelledby={grouped ? `${id}-name` : undefined}
          describedby={described}
          change={props.change}
        />
      ) : (
        <Control {...props} described={described} />
      )}
      {!problem && nudge && <p class="hint">{nudge}</p>}
      {!problem && doubt && (
        <p class="doubt" id={`${id}-doubt`} role="status" tabIndex={-1}>
          {doubt}
        </p>
      )}
      {problem && (
        <p class="bad" id={`${id}-problem`}>
          {words.problems[problem] ?? words.problems.required}
        </p>
      )}
    </Frame>
  )
}

/** A friendly word about an address that counts all the same; none while it is still being typed. */
function nudgeFor(field: EmailField, value: Answer | undefined, words: Words): string | undefined {
  const parsed = parseAnswer(field, value)
  if (!parsed.ok) return
  const facts = factsOf('mail', field, parsed.value)
  const [first, last] = [words.disposable, words.freeMail].map(text => text.replace('{answer}', String(parsed.value)))
  if (facts['mail.disposable'] && field.disposable !== 'allow') return first
  return facts['mail.free'] && field.business === 'prefer' ? last : undefined
}

function Control({ id, field, value, problem, described, change }: FormFieldProps & { described: string | undefined }) {
  const invalid = problem !== undefined
  if (field.kind === 'consent') {
    return (
      <label class="tick">
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          aria-invalid={invalid}
          aria-describedby={described}
          onChange={event => change(event.currentTarget.checked)}
        />
        <span>{field.text}</span>
      </label>
    )
  }
  if ('options' in field) {
    const several = field.kind === 'multi_choice'
    const picked = Array.isArray(value) ? value : [value]
    const toggle = (option: string, on: boolean) =>
      change(
        several
          ? [...picked.filter(id => typeof id === 'string' && id !== option), ...(on ? [option] : [])].map(String)
          : option,
      )
    return (
      <div class="chips">
        {field.options.map(option => (
          <label class="chip" key={option.id}>
            <input
              type={several ? 'checkbox' : 'radio'}
              name={id}
              value={option.id}
              checked={picked.includes(option.id)}
              aria-invalid={invalid}
              onChange={event => toggle(option.id, event.currentTarget.checked)}
            />
            {option.label}
          </label>
        ))}
      </div>
    )
  }
  const common = {
    id,
    class: 'box',
    'aria-invalid': invalid,
    'aria-describedby': described,
    value: value === undefined ? '' : String(value),
  }
  return field.kind === 'text' && field.long ? (
    <textarea {...common} rows={3} onInput={event => change(event.currentTarget.value)} />
  ) : (
    <input {...common} {...inputAttributes(field)} onInput={event => change(event.currentTarget.value)} />
  )
}
