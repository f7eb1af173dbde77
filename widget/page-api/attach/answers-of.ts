import type { SessionEventBody } from '#flows/api.ts'
import { parseAnswer } from '#flows/fields/index.ts'
import type { Answer, Field } from '#flows/flow.ts'
import { doubtAbout } from '../../doubtful.ts'
import { en } from '../../locales/en.ts'
import { readTyped } from '../../read-typed.ts'
import { given, type Talk } from '../../talk.ts'
import type { ParleyFormMapping } from '../page-types.ts'
import type { FormValues } from './form-source.ts'

type Mapping = Pick<ParleyFormMapping, 'fields' | 'options' | 'values' | 'ask'>

const NO: ReadonlySet<string> = new Set(['', '0', 'false', 'no', 'off'])

/**
 * What a form says, as the acts of somebody who answers the flow: each question that the form answers is answered, the
 * others are passed over, up to the decision or the end; with `ask` up to the first question that only the visitor can
 * answer. Empty where the form answers nothing.
 */
export function answersOf(talk: Talk, values: FormValues, mapping: Mapping): SessionEventBody[] {
  const known = byField(values, mapping)
  const bodies: SessionEventBody[] = []
  let current = talk
  let answered = false
  while (current.played.position.kind === 'ask') {
    const { id: step, field: name } = current.played.position
    const field = current.player.flow.fields[name]
    const value = field && answerOf(current, field, known.get(name), mapping.options?.[name])
    if (value === undefined && mapping.ask) break
    const body: SessionEventBody = value === undefined ? { type: 'skipped', step } : { type: 'answered', step, value }
    // A form that is sent cannot ask once more; the conversation after it can.
    if (mapping.ask && doubtAbout(current, body)) break
    const next = given(current, body)
    if (next.problem) break
    answered ||= value !== undefined
    bodies.push(body)
    current = next
  }
  return answered ? bodies : []
}

/** Field of the flow -> what the form says of it. Several fields of the form that make one (given and family name) are joined. */
function byField(values: FormValues, { fields = {}, values: fixed = {} }: Mapping): Map<string, Answer> {
  const known = new Map<string, Answer>()
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : name
    if (field === undefined || value === '') continue
    const before = known.get(field)
    known.set(field, typeof before === 'string' && typeof value === 'string' ? `${before} ${value}` : value)
  }
  for (const [field, value] of Object.entries(fixed)) known.set(field, value)
  return known
}

function answerOf(
  talk: Talk,
  field: Field,
  said: Answer | undefined,
  options: Readonly<Record<string, Answer>> = {},
): Answer | undefined {
  if (said === undefined) return
  const translated = typeof said === 'string' && Object.hasOwn(options, said) ? options[said] : said
  // A box that is ticked is in the form's values, whatever it stands for.
  const raw =
    field.kind === 'consent' && typeof translated === 'string' ? !NO.has(translated.toLowerCase()) : translated
  const parsed = parseAnswer(field, field.kind === 'multi_choice' ? [raw].flat() : raw)
  if (parsed.ok) return parsed.value
  // The form's own words for an option, or a number that falls into a range.
  const read = typeof raw === 'string' ? readTyped(talk, raw, en) : undefined
  return read?.type === 'proposed' ? read.proposal.value : undefined
}
