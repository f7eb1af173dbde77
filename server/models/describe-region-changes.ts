import type { EngagementRule, FitRule, ScoreModel } from '../scoring/score-model.ts'
import type { ModelChange } from './describe-model-changes.ts'

type Region = NonNullable<ScoreModel['regions']>[number]

/** What people call an option of a fact. */
type Labels = (fact: unknown, id: string) => string

/** Points that differ between two versions of a region, each by its rule and option. */
export function describeRegionChanges(was: ScoreModel, is: ScoreModel, labels: Labels): ModelChange[] {
  const before = new Map((was.regions ?? []).map(region => [region.id, region]))
  return (is.regions ?? []).flatMap(region => {
    const old = before.get(region.id)
    return pointChanges({ was, is, labels, label: region.label, before: old, after: region })
  })
}

interface Pair {
  readonly was: ScoreModel
  readonly is: ScoreModel
  readonly labels: Labels
  readonly label: string
  /** Undefined for a new region. */
  readonly before: Region | undefined
  readonly after: Region
}

function pointChanges({ was, is, labels, label, before, after }: Pair): ModelChange[] {
  const [old, own] = [before ? linesOf(was, before, labels) : new Map<string, number>(), linesOf(is, after, labels)]
  return [...new Set([...old.keys(), ...own.keys()])]
    .filter(line => old.get(line) !== own.get(line))
    .map(line => ({
      group: 'rules',
      kind: 'changed',
      text: `Region “${label}”: ${line}`,
      before: inWords(old.get(line)),
      after: inWords(own.get(line)),
    }))
}

/** Points by the words of what gives them: `Company size: 11–49`. */
function linesOf({ fit, engagement }: ScoreModel, { points }: Region, labels: Labels): Map<string, number> {
  const rules = new Map<string, FitRule | EngagementRule>([...fit, ...engagement.rules].map(rule => [rule.id, rule]))
  return new Map(
    Object.entries(points).flatMap(([id, worth]): [string, number][] => {
      const rule = rules.get(id)
      const name = rule ? ('label' in rule ? rule.label : rule.reason) : id
      if (typeof worth === 'number') return [[name, worth]]
      const fact = rule && 'fact' in rule ? rule.fact : undefined
      return Object.entries(worth).map(([option, number]) => [`${name}: ${labels(fact, option)}`, number])
    }),
  )
}

function inWords(points: number | undefined): string {
  if (points === undefined) return 'as everywhere'
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0'
}
