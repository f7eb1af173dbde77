import { describe, expect, test } from 'vitest'
import { tallybarnCalendars } from '#demo/tallybarn-calendars.ts'
import { tallybarnRouting } from '#demo/tallybarn-routing.ts'
import type { Facts } from '#flows/condition.ts'
import { checkRouting } from '#server/routing/check-routing.ts'
import { routeLead } from '#server/routing/route.ts'
import { routingSchema } from '#server/routing/routing-config.ts'
import cases from './cases/tallybarn.json' with { type: 'json' }

interface RouteCase {
  readonly title: string
  readonly facts: Facts
  readonly previousOwner?: string
  readonly rule: string
  readonly outcome: string
  readonly owner: string | null
  readonly sla: number | null
}

describe('the routing of the demo', () => {
  test('has the shape of a routing and passes its checks', () => {
    expect(routingSchema.parse(tallybarnRouting)).toEqual(tallybarnRouting)
    expect(checkRouting(tallybarnRouting, undefined, new Set(Object.keys(tallybarnCalendars)))).toEqual([])
  })

  // as: JSON imports type the facts of each row by themselves
  test.each(cases as unknown as RouteCase[])('$title', ({ facts, previousOwner, rule, outcome, owner, sla }) => {
    const routed = routeLead({
      routing: tallybarnRouting,
      facts,
      counters: [],
      at: 0,
      ...(previousOwner !== undefined && { previousOwner }),
    })
    expect({ rule: routed.ruleId, outcome: routed.outcome, owner: routed.owner?.id ?? null }).toEqual({
      rule,
      outcome,
      owner,
    })
    expect(routed.dueAt).toBe(sla === null ? null : sla * 60_000)
  })
})
