import { differenceOf, type Share, wilson } from './intervals.ts'

/** What one rule did for one lead whose outcome is known; points added and points taken off are told apart. */
export interface RuleTouch {
  readonly ruleId: string
  /** Whether it takes points off. */
  readonly negative: boolean
  /** Without them the lead would stand on the other side of the threshold. */
  readonly decisive: boolean
}

export interface JudgedLead {
  readonly good: boolean
  readonly touches: readonly RuleTouch[]
}

/** `helps`: leads with it do better (or worse, where it takes points off). `against`: the opposite. */
export type VerdictCode = 'helps' | 'against' | 'unclear' | 'too_few'

export interface RuleVerdict {
  readonly ruleId: string
  /** Whether it takes points off. */
  readonly negative: boolean
  /** Decided leads it counted for, and the good ones of them. */
  readonly leads: number
  readonly good: number
  /** Of those, the ones it lifted over the threshold, or kept below it. */
  readonly decisive: number
  readonly decisiveGood: number
  /** Share of good leads with the rule and without it; null when there is none. */
  readonly with: Share | null
  readonly without: Share | null
  /** `with` − `without`. */
  readonly difference: Share | null
  readonly code: VerdictCode
}

/** Fewer leads on either side say nothing. */
const FEWEST = 5

/**
 * Says of each rule whether the leads it counted for came out better than the others. Only a difference whose 95 % interval
 * (Newcombe 1998) leaves out 0 is called one; the rest is chance until more leads are in. Most leads first.
 */
export function judgeRules(leads: readonly JudgedLead[]): RuleVerdict[] {
  const kinds = new Map(leads.flatMap(({ touches }) => touches.map(touch => [keyOf(touch), touch] as const)))
  const judged = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, touch]) => judge(touch, leads))
  return judged.sort((a, b) => b.leads - a.leads)
}

type Kind = Pick<RuleTouch, 'ruleId' | 'negative'>

function keyOf({ ruleId, negative }: Kind): string {
  return `${ruleId} ${negative ? 'takes' : 'gives'}`
}

function judge(kind: Kind, leads: readonly JudgedLead[]): RuleVerdict {
  const { ruleId, negative } = kind
  const touched = leads.flatMap(lead => {
    const touch = lead.touches.find(one => keyOf(one) === keyOf(kind))
    return touch ? [{ ...touch, good: lead.good }] : []
  })
  const good = touched.filter(one => one.good).length
  const others = leads.length - touched.length
  const othersGood = leads.filter(lead => lead.good).length - good
  const decisive = touched.filter(one => one.decisive)
  const share = wilson(good, touched.length)
  const without = wilson(othersGood, others)
  const difference = share && without && differenceOf(share, without)
  const telling = good + othersGood > 0 && good + othersGood < leads.length
  return {
    ruleId,
    negative,
    leads: touched.length,
    good,
    decisive: decisive.length,
    decisiveGood: decisive.filter(one => one.good).length,
    with: share,
    without,
    difference,
    code: !telling || Math.min(touched.length, others) < FEWEST ? 'too_few' : codeOf(difference, negative),
  }
}

function codeOf(difference: Share | null, negative: boolean): VerdictCode {
  if (!difference) return 'too_few'
  if (difference.from > 0) return negative ? 'against' : 'helps'
  if (difference.to < 0) return negative ? 'helps' : 'against'
  return 'unclear'
}
