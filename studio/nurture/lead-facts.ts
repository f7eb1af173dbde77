import type { NurtureOptions } from '#server/http/api-type.ts'
import { factInWords } from '../fact-words.ts'
import { type FactInfo, grouped } from '../flows/conditions/fact-catalog.ts'
import { scoreFacts } from '../flows/points/score-facts.ts'
import { STAGES, TEMPERATURES } from '../words.ts'

/** What segments and automations can ask of a lead: where it stands, all that a score reads, and what others told besides. */
export function leadFacts({ fields, facts, named }: Pick<NurtureOptions, 'fields' | 'facts' | 'named'>): FactInfo[] {
  const milestones = named.milestones.map(
    ({ id, label, score }): FactInfo => ({
      fact: `milestone.${id}`,
      label: `Reached “${label}” (${score})`,
      type: 'yes_no',
    }),
  )
  const standing = grouped('Where they stand', [...STANDING, ...milestones])
  const scored = without(scoreFacts({ fields }, named), standing)
  const told = facts.map((fact): FactInfo => ({ fact, label: factInWords(fact), type: typeOf(fact) }))
  return [...standing, ...scored, ...grouped('Told by others', without(told, [...standing, ...scored]))]
}

/** Not known, or not settled yet, at the moment at which rules move a lead. */
const NOT_OF_MOVES = new Set(['stage', 'owner.known', 'partial', 'age.days'])

/** What the lifecycle's own conditions can ask of a lead: as above, but for where it stands. */
export function moveFacts(options: Pick<NurtureOptions, 'fields' | 'facts' | 'named'>): FactInfo[] {
  return leadFacts(options).filter(({ fact }) => !NOT_OF_MOVES.has(fact))
}

function without(facts: readonly FactInfo[], known: readonly FactInfo[]): FactInfo[] {
  const names = new Set(known.map(({ fact }) => fact))
  return facts.filter(({ fact }) => !names.has(fact) && names.add(fact))
}

const words = (names: Readonly<Record<string, string>>) => Object.entries(names).map(([id, label]) => ({ id, label }))

const STANDING: readonly FactInfo[] = [
  { fact: 'temperature', label: 'Temperature', type: 'option', options: words(TEMPERATURES) },
  { fact: 'stage', label: 'Stage', type: 'option', options: words(STAGES) },
  { fact: 'score', label: 'Score', type: 'number' },
  { fact: 'fit', label: 'Fit', type: 'number' },
  { fact: 'engagement', label: 'Engagement', type: 'number' },
  { fact: 'grade', label: 'Grade', type: 'text' },
  { fact: 'hundred', label: 'Points of 100', type: 'number' },
  { fact: 'source', label: 'Source', type: 'text' },
  { fact: 'email.domain', label: 'Company domain', type: 'text' },
  { fact: 'owner.known', label: 'Has an owner', type: 'yes_no' },
  { fact: 'partial', label: 'Left before the end', type: 'yes_no' },
  { fact: 'age.days', label: 'Days since they came', type: 'number' },
]

function typeOf(fact: string): FactInfo['type'] {
  if (fact.startsWith('tag.') || fact.startsWith('flag.') || fact.startsWith('consent.')) return 'yes_no'
  return fact === 'company.staff' || fact === 'company.revenue' || fact === 'account.people' ? 'number' : 'text'
}
