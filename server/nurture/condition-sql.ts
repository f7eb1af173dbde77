import { type RawBuilder, sql } from 'kysely'
import type { Condition, Leaf } from '#flows/condition.ts'

/** A condition split into what the database can decide and what is left to `holds`. */
export interface SplitCondition {
  /** Holds for every lead the whole condition holds for. */
  readonly where: RawBuilder<boolean> | null
  /** Null = the database decides all of it. */
  readonly rest: Condition | null
}

interface Column {
  readonly column: string
  readonly type: 'number' | 'string'
}

/** Facts that are columns of `leads` and never empty: there a comparison means the same in the database. */
const COLUMNS: Readonly<Record<string, Column>> = {
  score: { column: 'leads.score', type: 'number' },
  fit: { column: 'leads.fit', type: 'number' },
  engagement: { column: 'leads.engagement', type: 'number' },
  temperature: { column: 'leads.temperature', type: 'string' },
  stage: { column: 'leads.stage', type: 'string' },
  outcome: { column: 'leads.outcome', type: 'string' },
  source: { column: 'leads.source', type: 'string' },
  'source.priority': { column: 'leads.source_priority', type: 'number' },
  'source.owner': { column: 'leads.source_owner', type: 'string' },
  flow: { column: 'leads.flow_id', type: 'string' },
  'email.domain': { column: 'leads.email_domain', type: 'string' },
}

/** Splits a condition, so that a segment of few among many leads is found without reading them all. */
export function splitCondition(condition: Condition): SplitCondition {
  const whole = toSql(condition)
  if (whole) return { where: whole, rest: null }
  if (!('all' in condition)) return { where: null, rest: condition }
  const parts = condition.all.map(part => ({ part, translated: toSql(part) }))
  const known = parts.flatMap(({ translated }) => (translated ? [translated] : []))
  const rest = parts.flatMap(({ part, translated }) => (translated ? [] : [part]))
  return { where: known.length > 0 ? joined(known, 'and') : null, rest: { all: rest } }
}

function toSql(condition: Condition): RawBuilder<boolean> | null {
  if ('not' in condition) {
    const part = toSql(condition.not)
    return part && sql<boolean>`not (${part})`
  }
  if ('fact' in condition) return leafToSql(condition)
  const parts = 'all' in condition ? condition.all : condition.any
  const translated = parts.map(toSql)
  if (!translated.every(part => part !== null)) return null
  return joined(translated, 'all' in condition ? 'and' : 'or')
}

function joined(parts: readonly RawBuilder<boolean>[], by: 'and' | 'or'): RawBuilder<boolean> {
  // All of nothing holds, any of nothing does not.
  if (parts.length === 0) return by === 'and' ? sql<boolean>`1 = 1` : sql<boolean>`1 = 0`
  return sql<boolean>`(${sql.join(parts, by === 'and' ? sql` and ` : sql` or `)})`
}

function leafToSql(leaf: Leaf): RawBuilder<boolean> | null {
  const found = Object.hasOwn(COLUMNS, leaf.fact) ? COLUMNS[leaf.fact] : undefined
  if (!found) return null
  const column = sql.ref(found.column)
  const fits = (value: unknown) => typeof value === found.type
  if ('known' in leaf) return sql<boolean>`1 = 1`
  if ('unknown' in leaf) return sql<boolean>`1 = 0`
  if ('is' in leaf) return fits(leaf.is) ? sql<boolean>`${column} = ${leaf.is}` : null
  if ('isNot' in leaf) return fits(leaf.isNot) ? sql<boolean>`${column} <> ${leaf.isNot}` : null
  if ('in' in leaf) return leaf.in.every(fits) ? sql<boolean>`${column} in (${sql.join([...leaf.in])})` : null
  if ('notIn' in leaf)
    return leaf.notIn.every(fits) ? sql<boolean>`${column} not in (${sql.join([...leaf.notIn])})` : null
  if (found.type !== 'number') return null
  if ('gt' in leaf) return sql<boolean>`${column} > ${leaf.gt}`
  if ('gte' in leaf) return sql<boolean>`${column} >= ${leaf.gte}`
  if ('lt' in leaf) return sql<boolean>`${column} < ${leaf.lt}`
  if ('lte' in leaf) return sql<boolean>`${column} <= ${leaf.lte}`
  return null
}
