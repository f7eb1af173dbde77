import type { SessionEventBody } from '#flows/api.ts'
import { type Facts, holds } from '#flows/condition.ts'
import type { Answer, Field, PublicFlow, Step } from '#flows/flow.ts'

/**
 * The oracle of the player: plays a flow by walking it from the first step after every event, slowly and plainly.
 * It shares types and the evaluator of conditions with the product, and nothing else.
 */
export interface Walked {
  readonly position: string
  readonly path: readonly string[]
  readonly answers: Readonly<Record<string, Answer>>
  readonly facts: Facts
  readonly decisions: Readonly<Record<string, string>>
  readonly dormant: readonly string[]
  readonly done: boolean
}

type Given = { readonly value?: Answer; readonly skipped?: true }

interface Memory {
  given: Record<string, Given>
  decided: Record<string, { outcome: string; by: 'fallback' | 'server' | 'early' }>
  /** Decides at which a fallback came after the server's word. */
  outvoted: string[]
}

const MOVES = 200

export function createOracle(flow: PublicFlow, context: Facts) {
  let memory: Memory = { given: {}, decided: {}, outvoted: [] }
  let moves = 0

  const indexOf = (id: string) => flow.steps.findIndex(step => step.id === id)
  const isAt = (walk: Walk, id: string) =>
    walk.at?.id === id || walk.path.some(step => step.id === id && isWaiting(step))

  function keep(change: Partial<Memory>): string | null {
    if (moves === MOVES) return 'too_many_events'
    moves += 1
    memory = { ...memory, ...change }
    return null
  }

  /** Later decisions are void once something before them changes. */
  function voided(id: string): Partial<Memory> {
    const stands = (other: string) => indexOf(other) <= indexOf(id)
    return {
      decided: Object.fromEntries(Object.entries(memory.decided).filter(([other]) => stands(other))),
      outvoted: memory.outvoted.filter(stands),
    }
  }

  function reachable(id: string): 'path' | 'fallback' | null {
    if (isAt(walkThrough(flow, context, memory), id)) return 'path'
    if (memory.outvoted.length === 0) return null
    const fallbacks = memory.outvoted.map(other => [other, { outcome: '', by: 'fallback' }] as const)
    const decided = { ...memory.decided, ...Object.fromEntries(fallbacks) }
    return isAt(walkThrough(flow, context, { ...memory, decided }), id) ? 'fallback' : null
  }

  /** The problem, or null when the event was taken. */
  function accept(event: SessionEventBody): string | null {
    if (event.type === 'decided') return decide(event)
    if (event.type !== 'answered' && event.type !== 'skipped' && event.type !== 'booked') return null
    const walk = walkThrough(flow, context, memory)
    const where = reachable(event.step)
    if (where !== 'fallback' && (!walk.at || walk.at.kind === 'end')) return 'session_completed'
    if (!where) return 'answer_not_on_path'
    const step = flow.steps[indexOf(event.step)]
    let given: Given = { skipped: true }
    if (step?.kind === 'ask' && event.type !== 'booked') {
      const field = flow.fields[step.field]
      if (!field) return 'answer_not_on_path'
      if (event.type === 'skipped' && !step.optional) return 'answer_invalid'
      if (event.type === 'answered' && !isValid(field, event.value)) return 'answer_invalid'
      if (event.type === 'answered') given = { value: event.value }
    } else if (step?.kind !== 'book' || event.type === 'answered') return 'answer_not_on_path'
    const edit = where === 'path' && walk.at?.id !== event.step
    return keep({ ...(edit && voided(event.step)), given: { ...memory.given, [event.step]: given } })
  }

  function decide({ step: id, outcome, by }: Extract<SessionEventBody, { type: 'decided' }>): string | null {
    const where = reachable(id)
    if (!where || flow.steps[indexOf(id)]?.kind !== 'decide') return 'answer_not_on_path'
    const waiting = walkThrough(flow, context, memory).at?.id === id
    if (waiting) return keep({ decided: { ...memory.decided, [id]: { outcome, by } } })
    if (where === 'path' && by === 'server') {
      const later = voided(id)
      return keep({ ...later, decided: { ...later.decided, [id]: { outcome, by } } })
    }
    if (memory.decided[id]?.by === 'fallback') return null
    return keep({ outvoted: [...new Set([...memory.outvoted, id])] })
  }

  function state(): Walked {
    const { path, at, facts } = walkThrough(flow, context, memory)
    const onPath = path.map(step => step.id)
    const answers = onPath.flatMap(id =>
      memory.given[id]?.value === undefined ? [] : [[id, memory.given[id].value] as const],
    )
    const decisions = onPath.flatMap(id => {
      const decided = memory.decided[id]
      return decided ? [[id, decided.by === 'server' ? decided.outcome : 'fallback'] as const] : []
    })
    const given = Object.keys(memory.given).filter(id => memory.given[id]?.value !== undefined)
    return {
      position: at?.id ?? '$end',
      path: onPath,
      answers: Object.fromEntries(answers),
      facts,
      decisions: Object.fromEntries(decisions),
      dormant: given.filter(id => !onPath.includes(id)),
      done: !at || at.kind === 'end',
    }
  }

  return { accept, state }
}

interface Walk {
  readonly path: readonly Step[]
  /** Where it stops; undefined past the last step. */
  readonly at: Step | undefined
  readonly facts: Facts
}

function walkThrough(flow: PublicFlow, context: Facts, memory: Memory): Walk {
  const path: Step[] = []
  let facts: Facts = { ...context }
  let at: Step | undefined = flow.steps[0]
  while (at && at.kind !== 'end') {
    const step: Step = at
    if (step.kind === 'decide' && !memory.decided[step.id]) break
    if ((step.kind === 'ask' || step.kind === 'book') && !memory.given[step.id]) break
    const value = memory.given[step.id]?.value
    const field = step.kind === 'ask' ? flow.fields[step.field] : undefined
    if (step.kind === 'ask' && field && value !== undefined) facts = learn(facts, step.field, field, value)
    path.push(step)
    at = after(flow, step, memory, facts)
  }
  return { path, at, facts }
}

function after(flow: PublicFlow, step: Step, memory: Memory, facts: Facts): Step | undefined {
  const byId = (id: string) => flow.steps.find(other => other.id === id)
  if (step.kind === 'end') return undefined
  if (step.kind === 'decide') {
    const decided = memory.decided[step.id]
    const named = decided?.by === 'server' && Object.hasOwn(step.outcomes, decided.outcome)
    return byId((named ? step.outcomes[decided.outcome] : undefined) ?? step.fallback)
  }
  const jump = step.next?.find(({ when }) => holds(when, facts))
  const to = jump?.to ?? step.to
  return to === undefined ? flow.steps[flow.steps.indexOf(step) + 1] : byId(to)
}

function isWaiting(step: Step): boolean {
  return step.kind === 'ask' || step.kind === 'decide' || step.kind === 'book'
}

/** The kinds of field that random flows use, and answers in the form they are stored in. */
function isValid(field: Field, value: Answer): boolean {
  switch (field.kind) {
    case 'choice':
    case 'size':
    case 'role':
      return field.options.some(option => option.id === value)
    case 'multi_choice':
      return (
        Array.isArray(value) && value.length > 0 && value.every(id => field.options.some(option => option.id === id))
      )
    case 'number':
      return typeof value === 'number' && value >= (field.min ?? value) && value <= (field.max ?? value)
    case 'email':
      return typeof value === 'string' && value.includes('@')
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && value >= (field.min ?? value)
    case 'rating':
      return typeof value === 'number' && value >= (field.min ?? 1) && value <= field.max
    case 'name':
      return Array.isArray(value) && value.length === 2
    case 'consent':
      return value === true || (value === false && field.purpose === 'marketing')
    default:
      throw new Error(`The oracle knows no field of the kind ${field.kind}.`)
  }
}

function learn(facts: Facts, id: string, field: Field, value: Answer): Facts {
  const kept = Object.fromEntries(Object.entries(facts).filter(([name]) => name !== id && !name.startsWith(`${id}.`)))
  const learnt: Record<string, Facts[string]> = { ...kept, [id]: value }
  if (field.kind === 'size') {
    const band = field.options.find(option => option.id === value)
    if (band?.min !== undefined) learnt[`${id}.min`] = band.min
    if (band?.max !== undefined) learnt[`${id}.max`] = band.max
  }
  if (field.kind === 'role') learnt[`${id}.level`] = field.options.find(option => option.id === value)?.level
  if (field.kind === 'email') {
    learnt[`${id}.domain`] = String(value).split('@')[1]
    learnt[`${id}.free`] = String(value).endsWith('@gmail.com')
    learnt[`${id}.disposable`] = false
  }
  if (field.kind === 'date') {
    learnt[`${id}.year`] = Number(String(value).slice(0, 4))
    learnt[`${id}.month`] = Number(String(value).slice(5, 7))
  }
  if (field.kind === 'name' && Array.isArray(value)) {
    learnt[id] = value.join(' ')
    learnt[`${id}.first`] = value[0]
    learnt[`${id}.family`] = value[1]
  }
  return learnt
}
