import type { Facts } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import { type BehaviorFact, pastBehavior } from './behavior.ts'
import { type Circumstances, deriveFacts } from './derive-facts.ts'
import { type FoldedLedger, foldLedger, type LedgerEntry } from './ledger.ts'
import { regionalModel } from './regional-model.ts'
import { fits } from './rules/event-filter.ts'
import { filtersOf } from './rules/event-filters.ts'
import { disqualifiersOf, scoreLead } from './score.ts'
import type { Disqualifier, EngagementRule, ScoreModel } from './score-model.ts'
import { settledBy } from './settled-by.ts'

/** All that a lead is scored by. */
export interface Known extends Omit<Circumstances, 'completeness'> {
  readonly model: ScoreModel
  readonly fields: Flow['fields']
  readonly labels: (fact: string, value: string) => string
  /** As scored, without what the model derives. */
  readonly facts: Facts
  /** Share of the questions that these facts answer, in percent. */
  readonly completeness: (facts: Facts) => number
  /** What the person did, in any order. */
  readonly events: readonly BehaviorFact[]
  /** Other leads of the same company. */
  readonly colleagues: number
  /** False for somebody with a free-mail address: nobody is a colleague of theirs. */
  readonly belongsToCompany: boolean
  readonly lastActiveAt: number
  readonly at: number
}

/** What might be otherwise. Left out = as it is. */
export interface Supposed {
  readonly facts?: Facts
  /** Done on top of what was done. */
  readonly acts?: readonly BehaviorFact[]
  readonly colleagues?: number
}

export interface Outcome {
  readonly entries: readonly LedgerEntry[]
  readonly folded: FoldedLedger
  readonly disqualified: Disqualifier | null
}

/** A lead as it is, and as it would be. */
export interface Supposing {
  readonly asIs: Outcome
  /** The model with the points that count for this lead, and with every rule. */
  readonly variant: ScoreModel
  /** Acts up to now, each once, oldest first. */
  readonly past: readonly BehaviorFact[]
  readonly suppose: (supposed: Supposed) => Outcome
}

/**
 * Scores a lead again under suppositions, exactly as it would be scored if they came true. Of the rules about acts only
 * those are looked at again that the supposition can touch.
 */
export function supposingOf(known: Known): Supposing {
  const past = pastBehavior(known.events, known.at)
  const facts = derived(known, known.facts)
  const variant = variantOf(known.model, facts)
  const toOutcome = (entries: readonly LedgerEntry[], disqualified: Disqualifier | null): Outcome => {
    return { entries, folded: foldLedger(entries, known.model, known.at), disqualified }
  }
  const whole = scored({ ...known, events: past }, facts, variant)
  const asIs = toOutcome(whole.entries, whole.disqualified)
  const suppose = ({ facts: told, acts = [], colleagues = known.colleagues }: Supposed): Outcome => {
    const settled = acts.flatMap(settledBy)
    const other = settled.length > 0 ? { ...known.facts, ...told, ...Object.fromEntries(settled) } : told
    const now = other ? derived(known, other) : facts
    const turned = variantOf(known.model, now)
    const again = turned.engagement.rules.filter(
      rule =>
        turned !== variant || (rule.kind === 'colleague' && colleagues !== known.colleagues) || isTouched(rule, acts),
    )
    const isFitNew = other !== undefined || colleagues !== known.colleagues
    const redone = new Set(again.map(({ id }) => id))
    const part = { ...turned, fit: isFitNew ? turned.fit : [], engagement: { ...turned.engagement, rules: again } }
    const { entries, disqualified } = scored({ ...known, colleagues, events: [...past, ...acts] }, now, part)
    if (disqualified?.unscored) return toOutcome([], disqualified)
    const kept = asIs.entries.filter(({ group, ruleId }) => (group === 'fit' ? !isFitNew : !redone.has(ruleId)))
    return toOutcome([...kept, ...entries], disqualified)
  }
  return { asIs, variant, past, suppose }
}

function derived({ model, requestedAt, source, completeness }: Known, facts: Facts): Facts {
  return deriveFacts(model, facts, {
    requestedAt,
    ...(source !== undefined && { source }),
    completeness: () => completeness(facts),
  })
}

/** Without the regions, whose points it has: what is left out of it must not come back through them. */
function variantOf(model: ScoreModel, facts: Facts): ScoreModel {
  const chosen = regionalModel(model, facts)?.model ?? model
  const known = variants.get(chosen)
  if (known) return known
  const { regions: _done, ...variant } = chosen
  variants.set(chosen, variant)
  return variant
}

const variants = new WeakMap<ScoreModel, ScoreModel>()

function scored({ labels, events, colleagues, lastActiveAt, at }: Known, facts: Facts, model: ScoreModel) {
  const input = { model, modelRevision: '', facts, labels, events, colleagues, lastActiveAt, at }
  const { entries, disqualified } = scoreLead(input)
  return { entries, disqualified: disqualified && (disqualifiersOf(model, facts)[0] ?? null) }
}

/** Whether acts can change what a rule finds. Any may be a visit or end a silence. */
function isTouched(rule: EngagementRule, acts: readonly BehaviorFact[]): boolean {
  if (acts.length === 0) return false
  if (rule.kind === 'return' || rule.kind === 'idle') return true
  return filtersOf(rule).some(filter => acts.some(act => fits(filter, act)))
}
