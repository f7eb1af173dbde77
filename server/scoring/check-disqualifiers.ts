import type { Flow } from '#flows/flow.ts'
import { canHold, isImplied } from './can-hold.ts'
import { error, type ScoreModelFinding, warning } from './finding.ts'
import { fitCases } from './fit-cases.ts'
import { listInWords, worthInWords } from './rule-conflict.ts'
import type { ScoreModel } from './score-model.ts'
import { spellOut } from './spell-out.ts'
import { sufficientAnswers } from './sufficient-answers.ts'

/** Reasons to say no that take out everybody or nobody, that another is always before, or that rules reward. */
export function checkDisqualifiers(model: ScoreModel, fields?: Flow['fields']): ScoreModelFinding[] {
  return [...checkReach(model), ...checkRewarded(model, fields)]
}

function checkReach({ disqualify }: ScoreModel): ScoreModelFinding[] {
  // Whatever is asked: a model serves other flows too, and an answer that one of them does not offer is no mistake.
  return disqualify.flatMap(({ when, reason }, index) => {
    const pointer = `/disqualify/${index}/when`
    if (!canHold({ not: when })) {
      return [error('always_holds', pointer, `“${reason}” takes everybody out: its condition always holds.`)]
    }
    if (!canHold(when)) {
      return [warning('never_holds', pointer, `“${reason}” takes nobody out: its condition can never hold.`)]
    }
    const before = disqualify.slice(0, index).find(other => canHold({ not: other.when }) && isImplied(other.when, when))
    if (!before) return []
    const message = `“${reason}” never decides: “${before.reason}” stands before it and holds whenever it does. Move it up or remove it.`
    return [warning('never_counts', pointer, message)]
  })
}

/** Points for the very answer that takes a lead out. Points taken for it agree with that, and stay silent. */
function checkRewarded(model: ScoreModel, fields: Flow['fields'] | undefined): ScoreModelFinding[] {
  const outBy = new Map(
    model.disqualify.flatMap(rule =>
      sufficientAnswers(spellOut(rule.when, model), fields).map(
        ({ fact, value }) => [JSON.stringify([fact, value]), rule] as const,
      ),
    ),
  )
  return fitCases(model, fields).flatMap(({ name, points, pointer, when, answers }) => {
    const held = answers.map(({ fact, value }) => outBy.get(JSON.stringify([fact, value])))
    const out = held.find(rule => rule !== undefined)
    // Only if everybody who earns them is out: a wider condition has others to reward.
    if (points < 0 || !out || held.includes(undefined)) return []
    // Of those who are not scored at all it is told that nobody earns the points, where the condition alone says so.
    if (out.unscored && isImplied(out.when, when)) return []
    const who = listInWords(answers.map(({ label }) => label))
    const message = `“${name}” ${worthInWords(points)} for ${who}, but “${out.reason}” takes them out: they contradict each other. Remove the points or the reason to say no.`
    return [warning('contradiction', pointer, message)]
  })
}
