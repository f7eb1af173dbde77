import type { AskStep, Field, FieldKindName, Flow, Outcome, RoleLevel, Step } from '#flows/flow.ts'

/** What people read for the slugs of a flow. */
export const FIELD_KINDS: Readonly<Record<FieldKindName, string>> = {
  choice: 'One of several',
  multi_choice: 'Any of several',
  role: 'Role',
  size: 'Company size',
  money: 'Budget',
  timeline: 'Timeline',
  email: 'E-mail',
  phone: 'Phone',
  text: 'Text',
  number: 'Number',
  url: 'Web address',
  consent: 'Consent',
  date: 'Date',
  rating: 'Rating',
  name: 'First and last name',
  hidden: 'Hidden value',
}

const STEP_KINDS: Readonly<Record<Exclude<Step['kind'], 'ask'>, string>> = {
  say: 'Message',
  branch: 'Branch',
  decide: 'Score and route',
  book: 'Booking',
  handoff: 'Handoff',
  end: 'End',
}

export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  sales: 'To sales',
  nurture: 'To marketing',
  trial: 'Trial',
  guide: 'Guide',
  support: 'Support',
  customer: 'Customer',
  vendor: 'Vendor',
  applicant: 'Job applicant',
  exit: 'Turned away kindly',
  done: 'Finished',
}

/** Outcomes a routing can decide. */
export const OUTCOME_OPTIONS = Object.entries(OUTCOMES)
  .filter(([id]) => !['done', 'customer', 'vendor', 'applicant'].includes(id))
  .map(([id, label]) => ({ id, label }))

export function outcomeLabel(outcome: string): string {
  return OUTCOME_OPTIONS.find(({ id }) => id === outcome)?.label ?? outcome
}

export const LEVELS: Readonly<Record<RoleLevel, string>> = {
  executive: 'Executive',
  head: 'Head',
  manager: 'Manager',
  specialist: 'Specialist',
  consultant: 'Consultant',
  student: 'Student',
  other: 'Other',
}

export const ABOUTS = {
  name: 'Their name',
  company: 'Their company',
  title: 'Their job title',
  message: 'A message',
  other: 'Something else',
} as const

export function kindInWords(flow: Pick<Flow, 'fields'>, step: Step): string {
  if (step.kind === 'end') return `End · ${OUTCOMES[step.outcome]}`
  if (step.kind !== 'ask') return STEP_KINDS[step.kind]
  const field = fieldOf(flow, step)
  return field ? FIELD_KINDS[field.kind] : 'Question'
}

/** What a step says, or what it does when it says nothing. */
export function textOf(step: Step): string {
  if ('text' in step) return step.text
  return step.kind === 'branch' ? 'Go different ways' : 'Score the answers and decide who gets the lead'
}

export function fieldOf(flow: Pick<Flow, 'fields'>, step: AskStep): Field | undefined {
  return Object.hasOwn(flow.fields, step.field) ? flow.fields[step.field] : undefined
}
