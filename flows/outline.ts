import { parseAnswer } from './fields/index.ts'
import type { Answer, Step } from './flow.ts'
import { advance, entered, type Given, type Memory, settle, stepAt, type Walk, type Walker } from './walk.ts'

/** A step ahead, with the answer it has by now: typed, or kept from before. */
export interface OutlineStep {
  readonly step: Step
  readonly answer?: Answer
}

/** The steps from a place on, up to the first that is no question: see `Player.outline`. */
export function outlineFrom(
  walker: Walker,
  place: Walk,
  memory: Memory & { readonly draft: ReadonlyMap<string, Answer> },
): readonly OutlineStep[] {
  const given = new Map([...memory.given, ...drafted(walker, memory.draft)])
  const before = entered(walker, place).length - 1
  let walk = place
  for (;;) {
    walk = settle(walker, walk, { given, decided: new Map() })
    if (stepAt(walker, walk).kind !== 'ask') break
    walk = advance(walker, walk, { type: 'moved', facts: walk.standing.context.facts })
  }
  const shown = entered(walker, walk).slice(before)
  return shown.filter(step => step.kind !== 'branch').map(step => withAnswer(step, given.get(step.id)))
}

function withAnswer(step: Step, given: Given | undefined): OutlineStep {
  return given?.type === 'answered' ? { step, answer: given.value } : { step }
}

/** What is typed so far and would be accepted. */
function* drafted({ flow }: Walker, draft: ReadonlyMap<string, Answer>): Generator<[string, Given]> {
  for (const step of flow.steps) {
    const raw = draft.get(step.id)
    const field = step.kind === 'ask' ? flow.fields[step.field] : undefined
    const parsed = field && raw !== undefined ? parseAnswer(field, raw) : undefined
    if (parsed?.ok) yield [step.id, { type: 'answered', value: parsed.value }]
  }
}
