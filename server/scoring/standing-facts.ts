import type { Facts } from '#flows/condition.ts'
import { gradeOf, hundredOf } from './grade.ts'
import type { ScoreModel } from './score-model.ts'

interface Sums {
  readonly score: number
  readonly fit: number
  readonly engagement: number
}

/**
 * What a score comes to, as facts that conditions read: the points, and of models that have them the grade, the points of 100
 * and which lines with a name are passed (`milestone.<id>`).
 */
export function standingFacts(
  { score, fit, engagement }: Sums,
  model: Pick<ScoreModel, 'grades' | 'hundred' | 'milestones'>,
): Facts {
  const grade = gradeOf({ fit, engagement }, model)
  const hundred = hundredOf({ fit, engagement }, model)
  const passed = (model.milestones ?? []).map(line => [`milestone.${line.id}`, score >= line.score] as const)
  return {
    ...{ score, fit, engagement },
    ...(grade !== null && { grade }),
    ...(hundred !== null && { hundred }),
    ...Object.fromEntries(passed),
  }
}
