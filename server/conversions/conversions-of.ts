import type { Outcome } from '../lifecycle/outcomes.ts'
import type { Stage } from '../scoring/stage.ts'
import { type AdClick, CLICK_IDS, type ClickIdName, type Conversion, type ConversionKind } from './conversion-type.ts'

/** What is known of one lead, in any order. */
export interface LeadPast {
  readonly lead: string
  /** Since when it stood in which stage; the first one is the one it was made with. */
  readonly stages: readonly { readonly stage: Stage; readonly at: number }[]
  /** When it was sent to sales as it was made; null = it was not. */
  readonly sentToSalesAt: number | null
  readonly outcomes: readonly Pick<Outcome, 'id' | 'kind' | 'amount' | 'currency' | 'at'>[]
  readonly clicks: readonly AdClick[]
}

const QUALIFIED: ReadonlySet<Stage> = new Set<Stage>(['mql', 'sal', 'sql', 'opportunity', 'customer'])
const SQL: ReadonlySet<Stage> = new Set<Stage>(['sql', 'opportunity', 'customer'])

/**
 * When a lead was first qualified, first an SQL, and each time it was won: without a deal told, the moment it became a
 * customer. Only for leads that came by a click, each with the newest one of every network before it. Pure.
 */
export function conversionsOf({ lead, stages, sentToSalesAt, outcomes, clicks }: LeadPast): Conversion[] {
  if (clicks.length === 0) return []
  const firstIn = (wanted: ReadonlySet<Stage>) => stages.filter(({ stage }) => wanted.has(stage)).map(({ at }) => at)
  const toldAt = (...kinds: readonly Outcome['kind'][]) =>
    outcomes.filter(({ kind }) => kinds.includes(kind)).map(({ at }) => at)
  const won = outcomes.filter(({ kind }) => kind === 'won')
  const found: Omit<Conversion, 'clicks'>[] = [
    ...firstOf('qualified', [...firstIn(QUALIFIED), ...(sentToSalesAt === null ? [] : [sentToSalesAt])]),
    ...firstOf('sql', [...firstIn(SQL), ...toldAt('sql', 'opportunity', 'won')]),
    ...(won.length === 0 ? firstOf('won', firstIn(new Set<Stage>(['customer']))) : []),
    ...won.map(({ id, amount, currency, at }) => {
      return { id: `${lead}:won:${id}`, lead, kind: 'won' as const, at, value: amount, currency }
    }),
  ]
  return found.map(one => ({ ...one, clicks: clicksBefore(clicks, one.at) })).filter(one => one.clicks.length > 0)

  function firstOf(kind: ConversionKind, times: readonly number[]): Omit<Conversion, 'clicks'>[] {
    if (times.length === 0) return []
    return [{ id: `${lead}:${kind}`, lead, kind, at: Math.min(...times), value: null, currency: null }]
  }
}

/** Outcomes are often told by the day alone, whose midnight is before a click of the same day. */
const SLACK_MS = 86_400_000

function clicksBefore(clicks: readonly AdClick[], at: number): AdClick[] {
  return (Object.keys(CLICK_IDS) as ClickIdName[]) // its keys are the names
    .flatMap(name => {
      const [newest] = clicks
        .filter(click => click.name === name && click.at <= at + SLACK_MS)
        .sort((a, b) => b.at - a.at)
      return newest ? [newest] : []
    })
}
