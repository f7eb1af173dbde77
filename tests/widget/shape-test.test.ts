import { Window } from 'happy-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { assign } from '#flows/assign.ts'
import type { Experiment } from '#flows/flow.ts'
import { publicFlow } from '#flows/locale.ts'
import { createPlayer } from '#flows/play.ts'
import type { PageHost } from '#widget/page-host.ts'
import { takeUp } from '#widget/talk.ts'
import { visitContext } from '#widget/visit.ts'
import { templateFlow } from '../support/app.ts'

const experiment: Experiment = {
  id: 'form_shape',
  version: 1,
  status: 'running',
  variants: [
    { id: 'a', weight: 5000, patch: {} },
    { id: 'b', weight: 5000, patch: { shape: 'page' } },
  ],
}
const flow = publicFlow({ ...templateFlow('demo'), experiments: [experiment] }, 'en')

beforeEach(() => {
  const window = new Window({ url: 'https://www.tallybarn.example/demo' })
  vi.stubGlobal('document', window.document)
  vi.stubGlobal('location', window.location)
  vi.stubGlobal('innerWidth', 1280)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a test of shapes holds each visitor in the shape of the variant that the hash gives them, and counts that at once', () => {
  const shapes = ['chat', 'steps'] as const
  for (const visitor of ['1-1-1-1', '2-2-2-2', '3-3-3-3', '4-4-4-4', '5-5-5-5', '6-6-6-6']) {
    for (const shape of shapes) {
      const visit = visitContext(pageOf(visitor), flow, { shape, surface: 'inline' })
      const variant = assign(experiment, visitor)
      expect(visit.variants).toEqual({ form_shape: variant })
      expect(visit.shape).toBe(variant === 'b' ? 'page' : shape)
      const { log } = takeUp({
        ...{ player: createPlayer(flow), visit, now: Date.now, log: [], decisions: [], acknowledged: 0 },
      })
      expect(log[0]).toMatchObject({ type: 'exposed', experiment: 'form_shape', version: 1, variant })
    }
  }
})

function pageOf(visitor: string): PageHost {
  return { visitor, consent: 'granted', from: [location.href, ''], events: [], exposures: [] }
}
