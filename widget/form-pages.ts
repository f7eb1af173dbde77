import type { Parsed } from '#flows/fields/index.ts'
import type { Answer, AskStep, Doubt, SayStep, Step } from '#flows/flow.ts'
import { maskCards } from '#flows/mask-cards.ts'
import { isPersonal } from './controls/input-attributes.ts'
import { parseHere } from './parse-here.ts'
import type { TalkEvent } from './session.ts'
import type { Talk } from './talk.ts'

/** Questions that stand together in the stepped form, with what is said before them. */
export interface FormPage {
  readonly says: readonly SayStep[]
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
  const pages: { says: SayStep[]; asks: AskStep[]; ahead: boolean }[] = []
  let says: SayStep[] = []
  for (const step of steps) {
    if (step.kind === 'say') says.push(step)
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
export function readPage(
  { player, played, now }: Talk,
  { asks }: Pick<FormPage, 'asks'>,
  drafts: Drafts,
): ReadAnswer[] {
  return asks.map(step => {
    const field = player.flow.fields[step.field]
    const raw = drafts.get(step.id) ?? played.answers.get(step.id)
    const open = raw === undefined || raw === '' || raw === false || (Array.isArray(raw) && raw.length === 0)
    return { step, parsed: field && !(step.optional && open) ? parseHere(field, raw, now()) : undefined }
  })
}

/** Slugs of what is wrong, by step id. */
export function problemsOf(read: readonly ReadAnswer[]): Map<string, string> {
  return new Map(read.flatMap(({ step, parsed }) => (parsed && !parsed.ok ? [[step.id, parsed.problem] as const] : [])))
}

/** Numbers as they were typed, by step id, where the answer stands for something wider. */
export type Raws = ReadonlyMap<string, string>

/** What comes of what was read, in order: all that is wrong, else every answer that is new. */
export function eventsOf(
  read: readonly ReadAnswer[],
  { answers }: Talk['played'],
  { raws, confirmed }: { readonly raws: Raws; readonly confirmed?: ReadonlyMap<string, Doubt> | undefined },
): TalkEvent[] {
  const wrong = [...problemsOf(read)].map(([step, problem]) => ({ type: 'refused', step, problem }) as const)
  if (wrong.length > 0) return wrong
  return read.flatMap(({ step: { id: step }, parsed }): TalkEvent[] => {
    if (!parsed) return [{ type: 'gave', body: { type: 'skipped', step } }]
    const raw = raws.get(step)
    if (!parsed.ok || (isSame(parsed.value, answers.get(step)) && raw === undefined)) return []
    const typed = raw !== undefined && { raw: maskCards(raw).slice(0, 2000) }
    const doubt = confirmed?.get(step)
    const stood = doubt && { confirmed: doubt.id }
    return [{ type: 'gave', body: { type: 'answered', step, value: parsed.value, ...typed, ...stood }, sure: true }]
  })
}

/** Keeps what was typed, or forgets it once the answer is another. */
export function noteRaw(raws: Map<string, string>, step: string, raw: string | undefined): void {
  if (raw === undefined) raws.delete(step)
  else raws.set(step, raw)
}

function isSame(one: Answer, other: Answer | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
