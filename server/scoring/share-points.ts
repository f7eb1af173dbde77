import { apportion, distribute } from './apportion.ts'
import type { RulePlan } from './score-plan.ts'

/** What limits an entry: the most of its rule, of its group of rules, or of all of its kind. */
export type Limit = 'rule' | 'group' | 'all'

export interface Share {
  readonly counted: number
  readonly limit: Limit | null
}

interface Item {
  readonly ruleId: string
  /** What is left of it after fading, ≥ 0. */
  readonly worth: number
}

/** Entries that are limited together, or one entry. */
interface Node {
  readonly worth: number
  readonly limit: Limit | null
  readonly parts: readonly Node[]
  /** Of an entry: where it stands in the list. */
  readonly index?: number
}

/**
 * Whole numbers for entries, in their order: within the most of each rule, then of each group of rules, then of all. Where
 * a limit is passed, all that is under it gives way in proportion. Entries whose rule has no limit go straight under the
 * last one, so that a model without limits rounds as one group.
 */
export function sharePoints(items: readonly Item[], rules: ReadonlyMap<string, RulePlan>, most: number): Share[] {
  const isLimited = ({ ruleId }: Item) => {
    const rule = rules.get(ruleId)
    return rule !== undefined && (rule.cap !== undefined || rule.group !== undefined)
  }
  return rules.size > 0 && items.some(isLimited) ? shareByTree(items, rules, most) : shareAlike(items, most)
}

/** Most models have no limits but the last. */
function shareAlike(items: readonly Item[], most: number): Share[] {
  const worths = items.map(item => item.worth)
  const sum = worths.reduce((total, worth) => total + worth, 0)
  const limit = Math.round(sum) > most ? 'all' : null
  return apportion(worths, most).map(counted => ({ counted, limit }))
}

function shareByTree(items: readonly Item[], rules: ReadonlyMap<string, RulePlan>, most: number): Share[] {
  const roots = toTree(items, rules)
  const counted = apportion(
    roots.map(node => node.worth),
    most,
  )
  const worth = roots.reduce((sum, node) => sum + node.worth, 0)
  const shares: Share[] = items.map(() => ({ counted: 0, limit: null }))
  const over = Math.round(worth) > most ? 'all' : null
  for (const [index, node] of roots.entries()) handOut(node, { counted: counted[index] ?? 0, limit: over }, shares)
  return shares
}

function toTree(items: readonly Item[], rules: ReadonlyMap<string, RulePlan>): Node[] {
  const loose: Node[] = []
  const capped = new Map<string, Node[]>()
  const grouped = new Map<string, { most: number; parts: Node[] }>()
  const place = (node: Node, group: RulePlan['group']) => {
    if (!group) return void loose.push(node)
    const found = grouped.get(group.id) ?? { most: group.most, parts: [] }
    found.parts.push(node)
    grouped.set(group.id, found)
  }
  for (const [index, { ruleId, worth }] of items.entries()) {
    const leaf: Node = { worth, limit: null, parts: [], index }
    const plan = rules.get(ruleId)
    if (plan?.cap === undefined) place(leaf, plan?.group)
    else pushTo(capped, ruleId, leaf)
  }
  for (const [ruleId, parts] of capped) {
    const plan = rules.get(ruleId)
    place(limited(parts, plan?.cap ?? Number.POSITIVE_INFINITY, 'rule'), plan?.group)
  }
  return [...loose, ...[...grouped.values()].map(({ most, parts }) => limited(parts, most, 'group'))]
}

function limited(parts: readonly Node[], most: number, limit: Limit): Node {
  const worth = parts.reduce((sum, part) => sum + part.worth, 0)
  return { worth: Math.min(most, worth), limit: worth > most ? limit : null, parts }
}

function handOut(node: Node, given: Share, shares: Share[]): void {
  if (node.index !== undefined) {
    shares[node.index] = given
    return
  }
  const counted = distribute(
    node.parts.map(part => part.worth),
    given.counted,
  )
  // The innermost limit says it best.
  const limit = node.limit ?? given.limit
  for (const [index, part] of node.parts.entries()) handOut(part, { counted: counted[index] ?? 0, limit }, shares)
}

function pushTo(lists: Map<string, Node[]>, key: string, node: Node): void {
  const list = lists.get(key)
  if (list) list.push(node)
  else lists.set(key, [node])
}
