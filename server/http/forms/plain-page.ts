import type { SessionEventBody } from '#flows/api.ts'
import { leavesOf } from '#flows/checks/leaves.ts'
import { doubtsAmong } from '#flows/doubts.ts'
import { parseAnswer } from '#flows/fields/index.ts'
import type { Answer, AskStep, Doubt, Field, PublicFlow, Step } from '#flows/flow.ts'
import type { Played, Player } from '#flows/play.ts'

/** Questions that stand together, with what is said before them. */
export interface PlainPart {
  readonly says: readonly string[]
  readonly asks: readonly AskStep[]
}

/** What was filled in, by step id: all values of that name. */
export type Filled = ReadonlyMap<string, readonly string[]>

/**
 * What a page without script asks from here on: every question up to the first decision that may come, in parts. Branches
 * that read answers of this very page come on the next one; so does what is said between.
 */
export function plainParts(player: Player, played: Played, filled: Filled = new Map()): PlainPart[] {
  const { flow } = player
  const steps = player.outline(played, draftOf(flow, filled)).map(({ step }) => step)
  const parts: { says: string[]; asks: AskStep[] }[] = []
  const fields = new Set<string>()
  let says: string[] = saidBefore(played)
  let before = played.position
  for (const step of steps) {
    if (branchesBetween(flow, before, step, fields)) break
    before = step
    if (step.kind === 'say') says.push(step.text)
    if (step.kind !== 'ask') continue
    fields.add(step.field)
    if (flow.fields[step.field]?.kind === 'hidden') continue
    const last = parts.at(-1)
    if (last && says.length === 0 && step.page && last.asks.at(-1)?.page === step.page) last.asks.push(step)
    else parts.push({ says, asks: [step] })
    says = []
  }
  return parts
}

export interface ReadPage {
  /** What the visitor gave, in order; ends before the first question that was not on the page. */
  readonly given: readonly SessionEventBody[]
  /** Slugs of what is wrong, by step id. With any of them nothing was given. */
  readonly problems: ReadonlyMap<string, string>
  /** What does not go together and was not asked about yet, by step id. With any of them nothing was given. */
  readonly doubts: ReadonlyMap<string, Doubt>
}

/** A page that was sent: the questions it showed, what stood in them, and the doubts it told of. */
export interface PlainForm {
  readonly asked: ReadonlySet<string>
  readonly filled: Filled
  readonly doubted: ReadonlySet<string>
}

/** Reads a page that was sent: the questions it showed, as far as the answers on it still lead past them. */
export function readPlain(player: Player, played: Played, { asked, filled, doubted }: PlainForm): ReadPage {
  const { flow } = player
  const given: SessionEventBody[] = []
  const problems = new Map<string, string>()
  for (const { step } of player.outline(played, draftOf(flow, filled))) {
    if (step.kind !== 'ask') continue
    const field = flow.fields[step.field]
    if (!field || !(asked.has(step.id) || field.kind === 'hidden')) break
    const raw = toRaw(field, filled.get(step.id) ?? [])
    if (step.optional && isOpen(raw)) {
      given.push({ type: 'skipped', step: step.id })
      continue
    }
    const parsed = parseAnswer(field, raw)
    if (parsed.ok) given.push({ type: 'answered', step: step.id, value: parsed.value })
    else problems.set(step.id, parsed.problem)
  }
  if (problems.size > 0) return { given: [], problems, doubts: new Map() }
  const doubts = doubtsAmong(flow, played, given)
  // All of them are shown together, so what was asked about comes with all that is doubted.
  if ([...doubts.values()].some(({ id }) => !doubted.has(id))) return { given: [], problems, doubts }
  const stood = given.map(act => {
    const doubt = act.type === 'answered' ? doubts.get(act.step) : undefined
    return doubt ? { ...act, confirmed: doubt.id } : act
  })
  return { given: stood, problems, doubts: new Map() }
}

function draftOf({ steps, fields }: PublicFlow, filled: Filled): Map<string, Answer> {
  return new Map(
    steps.flatMap(step => {
      const field = step.kind === 'ask' ? fields[step.field] : undefined
      const values = filled.get(step.id)
      return field && values ? [[step.id, toRaw(field, values)] as const] : []
    }),
  )
}

/** A form's values as the field reads them. */
function toRaw(field: Field, values: readonly string[]): Answer {
  if (field.kind === 'multi_choice') return values
  if (field.kind === 'consent') return values.includes('yes')
  return values[0] ?? ''
}

function isOpen(raw: Answer): boolean {
  return raw === false || (typeof raw === 'string' ? raw.trim() === '' : Array.isArray(raw) && raw.length === 0)
}

/** What was said right before the visit stopped here. */
function saidBefore({ path }: Played): string[] {
  const since = path.findLastIndex(({ kind }) => kind !== 'say' && kind !== 'branch' && kind !== 'handoff')
  return path.slice(since + 1).flatMap(step => (step.kind === 'say' || step.kind === 'handoff' ? [step.text] : []))
}

/** Jumps only go forward, so whatever branch is passed between two steps stands between them. */
function branchesBetween({ steps }: PublicFlow, from: Step, to: Step, fields: ReadonlySet<string>): boolean {
  const between = steps.slice(steps.indexOf(from) + 1, Math.max(0, steps.indexOf(to)))
  const facts = between.flatMap(step =>
    step.kind === 'branch'
      ? (step.next ?? []).flatMap(({ when }) => leavesOf(when, '').map(({ leaf }) => leaf.fact))
      : [],
  )
  return facts.some(fact => fields.has(fact.split('.')[0] ?? ''))
}
