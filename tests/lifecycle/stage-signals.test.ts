import { expect, test } from 'vitest'
import type { Condition, Facts } from '#flows/condition.ts'
import { DEFAULT_RULES, lifecycleRulesSchema } from '#server/lifecycle/lifecycle-rules.ts'
import { type StageSignals, stageSignals } from '#server/lifecycle/stage-signals.ts'
import type { Stage } from '#server/scoring/stage.ts'
import { daysAgo, NOW, toEvents, type WrittenAct } from '../scoring/history.ts'
import cases from './cases/signals.json' with { type: 'json' }

interface SignalCase {
  readonly title: string
  readonly acts?: readonly WrittenAct[]
  readonly pages?: readonly string[]
  readonly stage?: Stage
  readonly byPerson?: boolean
  readonly standingDays?: number
  readonly idleDays?: number
  readonly holdDays?: null
  readonly silentDays?: number
  readonly deadDays?: null
  /** Conditions of the team's own, by move. */
  readonly when?: Readonly<Partial<Record<'mql' | 'sal' | 'recycle', Condition>>>
  readonly facts?: Facts
  readonly says: Partial<StageSignals>
}

test.each(cases as readonly SignalCase[])('$title', given => {
  const { acts = [], pages, stage, byPerson = false, standingDays = 0, idleDays, silentDays, when, facts, says } = given
  const { recycle, mql, dead } = DEFAULT_RULES
  const rules = {
    ...DEFAULT_RULES,
    mql: { pages: pages ?? mql.pages, ...(when?.mql && { when: when.mql }) },
    ...(when?.sal && { sal: { when: when.sal } }),
    recycle: {
      holdDays: given.holdDays === null ? null : recycle.holdDays,
      silentDays: silentDays ?? recycle.silentDays,
      ...(when?.recycle && { when: when.recycle }),
    },
    dead: { days: given.deadDays === null ? null : dead.days },
  }
  const found = stageSignals({
    rules,
    events: toEvents(acts).map((event, index) => ({ ...event, at: daysAgo(acts[index]?.days ?? 0) })),
    ...(stage && { current: { stage, setByPerson: byPerson, since: daysAgo(standingDays) } }),
    ...(facts && { facts }),
    ...(idleDays !== undefined && { lastActiveAt: daysAgo(idleDays) }),
    at: NOW,
  })
  expect(found).toMatchObject(says)
})

test('the defaults are rules that can be saved', () => {
  expect(lifecycleRulesSchema.safeParse(DEFAULT_RULES).success).toBe(true)
})
