import type { LearningReport } from '#server/http/api-type.ts'
import { count } from '../words.ts'

type Target = LearningReport['spec']['target']
type Verdict = LearningReport['verdicts'][number]

/** What counts as good, for choices and inside sentences. */
export const TARGETS: Readonly<Record<Target, { readonly label: string; readonly became: string }>> = {
  sql: { label: 'Became SQL', became: 'became SQL' },
  won: { label: 'Became a customer', became: 'became customers' },
  accepted: { label: 'Accepted by sales', became: 'were accepted by sales' },
}

export const VERDICTS: Readonly<
  Record<Verdict['code'], { readonly label: string; readonly tone?: 'good' | 'bad'; readonly order: number }>
> = {
  against: { label: 'Points the wrong way', tone: 'bad', order: 0 },
  helps: { label: 'Holds', tone: 'good', order: 1 },
  unclear: { label: 'Could be chance', order: 2 },
  too_few: { label: 'Too few leads', order: 3 },
}

/** 0.634 → `63 %`, never broken between the two. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`
}

/** `Company size, points taken off`. */
export function verdictName({ label, bothWays, negative }: Verdict): string {
  return bothWays ? `${label}, points ${negative ? 'taken off' : 'added'}` : label
}

/** What the leads came to that the rule counted for, beside the others, and those it moved over the threshold. */
export function verdictWords(verdict: Verdict, target: Target): string {
  const { became } = TARGETS[target]
  const { leads, good, decisive, decisiveGood, negative } = verdict
  const others = verdict.without ? `; of the others ${percent(verdict.without.share)} did` : ''
  const all = `${good} of ${count(leads, 'lead')} it ${negative ? 'took points from' : 'gave points to'} ${became}${others}.`
  if (decisive === 0) return all
  if (negative) return `${all} Of ${decisive} it kept below the threshold, ${decisiveGood} ${became} all the same.`
  const nothing = target === 'accepted' ? 'were rejected' : 'came to nothing'
  return `${all} ${decisive - decisiveGood} of ${decisive} it lifted over the threshold ${nothing}.`
}

/** Less than one pair in 100 more is not worth a change. */
export function isWorthTaking({ now, points }: LearningReport['auc']): boolean {
  return now !== null && points !== null && points - now >= 0.01
}

/** `0.714` → `71 of 100`. */
export function pairs(auc: number): string {
  return `${Math.round(auc * 100)} of 100`
}
