import { expect, test } from 'vitest'
import { checkFlow } from '#flows/check.ts'
import { parseFlow } from '#flows/flow-schema.ts'
import { templateFlow } from '#tests/support/app.ts'

test('a flow may be told to stop early; where it decides nothing, the check says that this does nothing', () => {
  const pricing = { ...templateFlow('pricing'), stopEarly: true }
  expect(parseFlow(pricing).ok).toBe(true)
  expect(parseFlow({ ...pricing, stopEarly: 'yes' }).ok).toBe(false)
  const codes = (flow: typeof pricing) => checkFlow(flow).map(({ code }) => code)

  expect(codes(pricing)).not.toContain('stop_early_undecided')
  const steps = pricing.steps.map(step =>
    step.kind === 'decide' ? ({ id: step.id, kind: 'branch', to: step.fallback } as const) : step,
  )
  expect(codes({ ...pricing, steps })).toContain('stop_early_undecided')
})
