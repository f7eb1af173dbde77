import type { Flow } from '#flows/flow.ts'
import { type FitCase, fitCases } from './fit-cases.ts'
import { listInWords, namesOf, type RuleConflict, sameThing, worthInWords } from './rule-conflict.ts'
import type { ScoreModel } from './score-model.ts'

/**
 * Rules about who somebody is that give points and take them for the same, or count it twice. Points on top of each
 * other are no conflict while the conditions differ: 50 people or more, and again 500 or more.
 */
export function fitConflicts(model: ScoreModel, fields?: Flow['fields']): RuleConflict[] {
  const cases = fitCases(model, fields)
  const same = sameConditions(cases)
  const told = new Set(same.map(pairOf))
  return [...same, ...sameAnswers(cases).filter(conflict => !told.has(pairOf(conflict)))]
}

function pairOf({ later, earlier }: RuleConflict): string {
  return `${later.rule} ${earlier.rule}`
}

function sameConditions(cases: readonly FitCase[]): RuleConflict[] {
  const seen = new Map<string, FitCase>()
  return cases.flatMap(later => {
    if (later.by === 'table') return []
    const earlier = seen.get(later.key)
    if (!earlier) seen.set(later.key, later)
    return earlier ? [sameThing('condition', later, earlier)] : []
  })
}

interface Clash {
  readonly code: RuleConflict['code']
  readonly later: FitCase
  readonly earlier: FitCase
  readonly labels: Set<string>
}

/** Told once for each two rules, however many answers they share. */
function sameAnswers(cases: readonly FitCase[]): RuleConflict[] {
  const clashes = new Map<string, Clash>()
  const byAnswer = new Map<string, FitCase[]>()
  for (const later of cases) {
    for (const { fact, value, label } of later.answers) {
      const key = JSON.stringify([fact, value])
      const before = byAnswer.get(key) ?? []
      byAnswer.set(key, [...before, later])
      for (const code of ['contradiction', 'counted_twice'] as const) {
        const earlier = before.find(one => one.rule !== later.rule && clashOf(later, one) === code)
        if (!earlier) continue
        const pair = `${code} ${later.rule} ${earlier.rule}`
        const clash = clashes.get(pair) ?? { code, later, earlier, labels: new Set<string>() }
        clash.labels.add(label)
        clashes.set(pair, clash)
      }
    }
  }
  return [...clashes.values()].map(toConflict)
}

function clashOf(one: FitCase, other: FitCase): RuleConflict['code'] | null {
  if (Math.sign(one.points) !== Math.sign(other.points)) return 'contradiction'
  // Two conditions that overlap may be steps on purpose, and so may a limit on top of a table.
  const isTwice = one.by === 'table' ? other.by !== 'other' : one.by === 'names' && other.by === 'table'
  return isTwice ? 'counted_twice' : null
}

function toConflict({ code, later, earlier, labels }: Clash): RuleConflict {
  const names = namesOf(later, earlier)
  const answers = listInWords([...labels])
  if (labels.size > 1) {
    // The whole table is meant, not one line of it.
    const at = { ...later, pointer: later.pointer.replace(/\/points\/.*$/, '') }
    const message =
      code === 'contradiction'
        ? `${names.later} and ${names.earlier} contradict each other for ${answers}: one gives points, the other takes them. Take these answers out of one of them.`
        : `${answers} count twice, in ${names.earlier} and in ${names.later}. Put their points into one of them.`
    return { code, later: at, earlier, message }
  }
  const [one, other] = [worthInWords(later.points), worthInWords(earlier.points)]
  const message =
    code === 'contradiction'
      ? `${names.later} ${one} for ${answers}, ${names.earlier} ${other}: they contradict each other. Take ${answers} out of one of them.`
      : `${answers} counts twice: ${names.earlier} ${other}, ${names.later} ${one}. Put its points into one of them.`
  return { code, later, earlier, message }
}
