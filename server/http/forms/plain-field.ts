import { html } from 'hono/html'
import type { AskStep, Field } from '#flows/flow.ts'
import type { FormWords } from './form-words.ts'

/** What comes out of `html`: text that is escaped already. */
export type Markup = ReturnType<typeof html>

export interface PlainFieldProps {
  readonly step: AskStep
  readonly field: Field
  readonly label: string
  readonly hint: string | undefined
  /** What stands in it. */
  readonly values: readonly string[]
  /** Slug of what is wrong with it. */
  readonly problem: string | undefined
  /** What it is asked about once more for. */
  readonly doubt?: string | undefined
  readonly words: FormWords
}

/** Options are a list to open where there are more. */
const SHOWN_OPTIONS = 9

/** One question as a browser without script shows it: label, hint, control and what is wrong, tied together. */
export function plainField(props: PlainFieldProps): Markup {
  const { step, field, label, hint, problem, doubt, words } = props
  const id = `q-${step.id}`
  const name = html`${label}${step.optional ? html` <span>(${words.optional})</span>` : ''}`
  const grouped = 'options' in field ? field.options.length <= SHOWN_OPTIONS : field.kind === 'rating'
  const notes = [hint && `${id}-hint`, doubt && `${id}-doubt`, problem && `${id}-problem`]
  const described = notes.filter(Boolean).join(' ')
  const control = controlOf(props, id, described)
  const rest = html`${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ''}
    ${doubt ? html`<p class="doubt" id="${id}-doubt" role="status">${doubt}</p>` : ''}
    ${problem ? html`<p class="bad" id="${id}-problem">${words.problems[problem] ?? words.problems.required}</p>` : ''}
    ${control}`
  return grouped
    ? html`<fieldset class="field" id="${id}" aria-describedby="${described}"><legend>${name}</legend>${rest}</fieldset>`
    : html`<div class="field${isShort(field) ? ' short' : ''}"><label for="${id}">${name}</label>${rest}</div>`
}

function controlOf({ step, field, values, problem, words }: PlainFieldProps, id: string, described: string): Markup {
  const name = nameOf(step.id)
  const invalid = problem ? 'true' : 'false'
  if ('options' in field) {
    const type = field.kind === 'multi_choice' ? 'checkbox' : 'radio'
    if (field.options.length > SHOWN_OPTIONS && type === 'radio') {
      return html`<select class="box" id="${id}" name="${name}" aria-invalid="${invalid}" aria-describedby="${described}">
        <option value="">${words.choose}</option>
        ${field.options.map(({ id: value, label }) => html`<option value="${value}" ${values.includes(value) ? 'selected' : ''}>${label}</option>`)}
      </select>`
    }
    const options = field.options.map(({ id: value, label }) => chip({ type, name, value, label, values }))
    return html`${type === 'checkbox' ? html`<p class="hint">${words.several}</p>` : ''}<div class="chips">${options}</div>`
  }
  if (field.kind === 'rating') {
    const from = field.min ?? 1
    const scale = Array.from({ length: field.max - from + 1 }, (_, index) => String(from + index))
    return html`<div class="chips">${scale.map(value => chip({ type: 'radio', name, value, label: value, values }))}</div>`
  }
  if (field.kind === 'consent') {
    return html`<label class="tick"><input type="checkbox" id="${id}" name="${name}" value="yes" aria-invalid="${invalid}" aria-describedby="${described}" ${values.includes('yes') ? 'checked' : ''}><span>${field.text}</span></label>`
  }
  if (field.kind === 'text' && field.long) {
    return html`<textarea class="box" id="${id}" name="${name}" rows="3" maxlength="${field.max ?? 2000}" aria-invalid="${invalid}" aria-describedby="${described}">${values[0] ?? ''}</textarea>`
  }
  const { type, autocomplete, inputmode = 'text' } = inputOf(field)
  return html`<input class="box" id="${id}" name="${name}" type="${type}" inputmode="${inputmode}" autocomplete="${autocomplete}" value="${values[0] ?? ''}" aria-invalid="${invalid}" aria-describedby="${described}">`
}

interface ChipProps {
  readonly type: 'radio' | 'checkbox'
  readonly name: string
  readonly value: string
  readonly label: string
  readonly values: readonly string[]
}

function chip({ type, name, value, label, values }: ChipProps): Markup {
  return html`<label class="chip"><input type="${type}" name="${name}" value="${value}" ${values.includes(value) ? 'checked' : ''}>${label}</label>`
}

/** Name of a question's control. */
export function nameOf(step: string): string {
  return `a.${step}`
}

const ABOUT = { name: 'name', company: 'organization', title: 'organization-title', message: 'off', other: 'off' }

interface InputKind {
  readonly type: string
  readonly autocomplete: string
  readonly inputmode?: string
}

function inputOf(field: Field): InputKind {
  switch (field.kind) {
    case 'email':
      return { type: 'email', autocomplete: 'email', inputmode: 'email' }
    case 'phone':
      return { type: 'tel', autocomplete: 'tel', inputmode: 'tel' }
    case 'url':
      return { type: 'text', autocomplete: 'url', inputmode: 'url' }
    case 'number':
      return { type: 'text', autocomplete: 'off', inputmode: 'decimal' }
    case 'date':
      return { type: 'date', autocomplete: 'off' }
    case 'name':
      return { type: 'text', autocomplete: 'name' }
    case 'text':
      return { type: 'text', autocomplete: ABOUT[field.about] }
    default:
      return { type: 'text', autocomplete: 'off' }
  }
}

/** Two of these stand side by side where there is room. */
function isShort(field: Field): boolean {
  return field.kind !== 'consent' && !(field.kind === 'text' && field.long) && !('options' in field)
}
