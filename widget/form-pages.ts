import type { Parsed } from '#flows/fields/index.ts'
import { parseAnswer } from '#flows/fields/index.ts'
import type { Answer, AskStep, Step } from '#flows/flow.ts'
import { isPersonal } from './controls/input-attributes.ts'
import type { TalkEvent } from './session.ts'
import type { Talk } from './talk.ts'

/** Questions that stand together in the stepped form, with what is said before them. */
export interface FormPage {
  readonly says: readonly string[]
  readonly asks: readonly AskStep[]
  /** Holds the question the conversation waits at. */
  readonly ahead: boolean
  /** The first page that asks who somebody is: the notice belongs there. */
  readonly personal: boolean
}

/** What was typed and not given yet, by step id. */
export type Drafts = ReadonlyMap<string, Answer>

/** One question of a page as it is left: `parsed` is undefined when an optional one stays open. */
export interface ReadAnswer {
  readonly step: AskStep
  readonly parsed: Parsed | undefined
}

/** The pages passed and those ahead with today's answers and drafts, up to the first decision. Steps that name a page share it while they follow each other. */
export function pagesOf({ player, played }: Talk, drafts: Drafts): FormPage[] {
  const { fields } = player.flow
  const outline = player.outline(played, drafts).map(({ step }) => step)
  // Past a decision nothing can be taken back.
  const decided = played.path.findLastIndex(({ kind }) => kind === 'decide')
  const steps: Step[] = [...played.path.slice(decided + 1), ...outline]
  const pages: { says: string[]; asks: AskStep[]; ahead: boolean }[] = []
  let says: string[] = []
  for (const step of steps) {
    if (step.kind === 'say') says.push(step.text)
    if (step.kind !== 'ask') continue
    const last = pages.at(-1)
    const ahead = step.id === played.position.id
    if (last && step.page && last.asks.at(-1)?.page === step.page) {
      last.asks.push(step)
      last.says.push(...says)
      last.ahead ||= ahead
    } else {
      pages.push({ says, asks: [step], ahead })
    }
    says = []
  }
  const first = pages.find(({ asks }) =>
    asks.some(({ field: id }) => {
      const field = fields[id]
      return field && isPersonal(field)
    }),
  )
  return pages.map(page => ({ ...page, personal: page === first }))
}

/** Reads every question of a page: what was typed, else what was given before. */
export function readPage({ player, played }: Talk, { asks }: Pick<FormPage, 'asks'>, drafts: Drafts): ReadAnswer[] {
  return asks.map(step => {
    const field = player.flow.fields[step.field]
    const raw = drafts.get(step.id) ?? played.answers.get(step.id)
    const open = raw === undefined || raw === '' || raw === false || (Array.isArray(raw) && raw.length === 0)
    return { step, parsed: field && !(step.optional && open) ? parseAnswer(field, raw) : undefined }
  })
}

/** Slugs of what is wrong, by step id. */
export function problemsOf(read: readonly ReadAnswer[]): Map<string, string> {
  return new Map(read.flatMap(({ step, parsed }) => (parsed && !parsed.ok ? [[step.id, parsed.problem] as const] : [])))
}

/** What comes of what was read, in order: all that is wrong, else every answer that is new. */
export function eventsOf(read: readonly ReadAnswer[], { answers }: Talk['played']): TalkEvent[] {
  const wrong = [...problemsOf(read)].map(([step, problem]) => ({ type: 'refused', step, problem }) as const)
  if (wrong.length > 0) return wrong
  return read.flatMap(({ step: { id: step }, parsed }): TalkEvent[] => {
    if (!parsed) return [{ type: 'gave', body: { type: 'skipped', step } }]
    if (!parsed.ok || isSame(parsed.value, answers.get(step))) return []
    return [{ type: 'gave', body: { type: 'answered', step, value: parsed.value } }]
  })
}

function isSame(one: Answer, other: Answer | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
