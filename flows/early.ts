import type { Field, Flow, Step } from './flow.ts'

/** A decision that was settled before all was asked: until its step, only who the visitor is is still asked. */
export interface Early {
  /** Id of the decide step. */
  readonly step: string
  /** Its place in the flow. */
  readonly index: number
}

/** Whether a question falls away once the decision is settled. */
export function fallsAway(flow: Pick<Flow, 'fields'>, step: Step): boolean {
  const field = step.kind === 'ask' ? flow.fields[step.field] : undefined
  return field !== undefined && !saysWho(field)
}

/** Whether an answer says who the visitor is, or what may be done with that: no decision makes it needless. */
function saysWho(field: Field): boolean {
  if (field.kind === 'text') return field.about === 'name' || field.about === 'company'
  return WHO.has(field.kind)
}

// By name, not by type: kinds of fields come and go.
const WHO: ReadonlySet<string> = new Set(['email', 'phone', 'consent', 'name'])
