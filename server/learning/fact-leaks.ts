import { factsRead } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import type { PastLead } from '../models/past-leads.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import { rulesOf } from './features.ts'
import { findLeaks, type Leak } from './leaks.ts'
import { ruleLabel } from './name-suggestions.ts'
import { toColumn } from './table.ts'

/** A fact that was known too late, with the rules that read it. */
export interface FoundLeak extends Leak {
  readonly rules: readonly string[]
}

/** By fact, everything known of a lead now, as text, and whether it came after capture. */
export type KnownFacts = ReadonlyMap<string, { readonly text: string; readonly later: boolean }>

/** What a question derives (`size.min`) says the same as its answer, and what names the person says nothing. */
export function knownFacts(
  { facts, laterFacts }: Pick<PastLead, 'facts' | 'laterFacts'>,
  { fields }: Flow,
): KnownFacts {
  const later = new Set(laterFacts.map(({ fact }) => fact))
  const known = new Map<string, { text: string; later: boolean }>()
  for (const [fact, value] of Object.entries(facts)) {
    const [root = fact] = fact.split('.')
    const derived = fact !== root && Object.hasOwn(fields, root)
    const field = Object.hasOwn(fields, fact) ? fields[fact] : undefined
    if (value === undefined || derived || (field && NAMING.has(field.kind)) || fact === 'email.domain') continue
    known.set(fact, { text: String(value), later: later.has(fact) })
  }
  return known
}

/** The facts of these leads that were known only once the outcome was. `outcomes`: 1 = good, one a lead, both of them there. */
export function factLeaks(
  leads: readonly KnownFacts[],
  outcomes: readonly number[],
  models: readonly ScoreModel[],
): FoundLeak[] {
  const names = [...new Set(leads.flatMap(known => [...known.keys()]))].sort()
  const columns = names.map(name =>
    toColumn(
      name,
      leads.map(known => known.get(name)?.text ?? ''),
    ),
  )
  const written = new Map(names.map(name => [name, leads.map(known => known.get(name)?.later ?? false)]))
  const readers = new Map<string, Set<string>>()
  for (const model of models) {
    for (const rule of rulesOf(model)) {
      for (const fact of factsOf(rule))
        readers.set(fact, (readers.get(fact) ?? new Set()).add(ruleLabel(model, rule.id)))
    }
  }
  return findLeaks({ columns, outcomes, written }).map(leak => ({
    ...leak,
    rules: [...(readers.get(leak.name) ?? [])],
  }))
}

function factsOf(rule: ReturnType<typeof rulesOf>[number]): readonly string[] {
  if ('fact' in rule && typeof rule.fact === 'string') return [rule.fact]
  return 'when' in rule ? factsRead(rule.when) : []
}

const NAMING: ReadonlySet<string> = new Set(['email', 'name', 'phone', 'text', 'url', 'consent'])
