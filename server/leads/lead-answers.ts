import type { Facts } from '#flows/condition.ts'
import { describeAnswer } from '#flows/fields/index.ts'
import type { PublicFlow } from '#flows/flow.ts'
import { fill, hasPipes, sayable } from '#flows/locale.ts'
import type { Visit } from '../sessions/visit.ts'
import type { CardAnswer } from './lead-card-type.ts'
import { seenFlow } from './seen-flow.ts'

/** The answers on the path of a visit, in the order asked, with the questions as the visitor saw them, and what was known without asking. */
export function answersOf(visit: Visit): CardAnswer[] {
  const { sessionId, context } = visit
  const { facts, answers } = visit.played
  const flow = seenFlow(visit.flow, context.variants)
  let values: Facts | undefined
  const say = (text: string) => {
    if (!hasPipes(text)) return text
    values ??= sayable(flow, { facts, answers })
    return fill(text, values)
  }
  const asked = flow.steps.flatMap((step): CardAnswer[] => {
    if (step.kind !== 'ask') return []
    const field = flow.fields[step.field]
    const value = answers.get(step.id)
    if (!field || value === undefined) return []
    const answer = describeAnswer(field, value, flow.locale)
    const agreed = field.kind === 'consent' && value === true && { agreed: say(field.text) }
    const question = say(step.text)
    return [{ field: step.field, step: step.id, question, answer, ...agreed, value, session: sessionId }]
  })
  return [...asked, ...hiddenOf(visit, flow)]
}

/** What was known without asking, under the names of the fields. */
function hiddenOf({ sessionId, context: { hidden = {} } }: Visit, { fields, locale }: PublicFlow): CardAnswer[] {
  return Object.entries(hidden).flatMap(([id, value]): CardAnswer[] => {
    const field = Object.hasOwn(fields, id) ? fields[id] : undefined
    if (!field) return []
    const question = id.charAt(0).toUpperCase() + id.slice(1).replaceAll('_', ' ')
    return [{ field: id, step: id, question, answer: describeAnswer(field, value, locale), value, session: sessionId }]
  })
}

/** One answer a field: of several visits, oldest first, the newest counts and keeps its place in the newest visit. */
export function newestAnswers(visits: readonly Visit[]): CardAnswer[] {
  const byField = new Map<string, CardAnswer>()
  for (const visit of visits) {
    for (const answer of answersOf(visit)) {
      byField.delete(answer.field)
      byField.set(answer.field, answer)
    }
  }
  return [...byField.values()]
}
