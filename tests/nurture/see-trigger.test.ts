import { describe, expect, test } from 'vitest'
import { readSpec, type Trigger } from '#server/nurture/automation-spec.ts'
import type { LeadMark } from '#server/nurture/lead-mark.ts'
import { seeTrigger } from '#server/nurture/see-trigger.ts'
import cases from './cases/see-trigger.json' with { type: 'json' }

interface Case {
  readonly says: string
  readonly when: Trigger
  readonly before: Partial<LeadMark> | null
  readonly after: Partial<LeadMark>
  readonly fires: boolean
}

const MARK: LeadMark = { score: 0, fit: 0, engagement: 0, temperature: 'cold', stage: 'lead' }
const MODEL = {
  milestones: [{ id: 'demo_invitation', label: 'Invite to a demo', score: 75 }],
  grades: { fit: { a: 40, b: 30, c: 20 }, engagement: { one: 20, two: 10, three: 5 } },
}

describe('a trigger', () => {
  for (const { says, when, before, after, fires } of cases as readonly Case[]) {
    test(says, () => {
      const seen = seeTrigger(when, {
        before: before && { ...MARK, ...before },
        after: { ...MARK, ...after },
        model: MODEL,
      })

      expect(seen !== null).toBe(fires)
    })
  }

  test('of a temperature kept from before there was a direction means either way', () => {
    const kept = { when: { kind: 'temperature', to: 'warm' }, actions: [{ kind: 'push', destination: 'd' }] }

    const spec = readSpec(JSON.stringify({ ...kept, againAfterDays: null }))

    expect(spec?.when).toEqual({ kind: 'temperature', to: 'warm', direction: 'any' })
  })
})
