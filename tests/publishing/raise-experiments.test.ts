import { describe, expect, test } from 'vitest'
import type { Experiment, Flow } from '#flows/flow.ts'
import { raiseExperiments } from '#server/publishing/raise-experiments.ts'

const opener: Experiment = {
  id: 'opener',
  version: 2,
  status: 'running',
  variants: [
    { id: 'a', weight: 5000, patch: {} },
    { id: 'b', weight: 5000, patch: { 'hi.text': 'Want team pricing?' } },
  ],
}

function flow(experiments: readonly Experiment[], hi = 'Hello.'): Flow {
  return {
    format: 1,
    id: 'pricing',
    name: 'Pricing',
    locale: 'en',
    fields: {},
    steps: [
      { id: 'hi', kind: 'say', text: hi },
      { id: 'bye', kind: 'end', outcome: 'done', text: 'Bye.' },
    ],
    experiments,
  }
}

const [control, variant] = opener.variants
const versionOf = (raised: Flow) => raised.experiments?.[0]?.version

describe('an experiment', () => {
  test.each([
    [
      'another text in a variant',
      flow([{ ...opener, variants: [control, { ...variant, patch: { 'hi.text': 'Hm?' } }] } as Experiment]),
      3,
    ],
    ['another share', flow([{ ...opener, variants: [{ ...control, weight: 1000 }, variant] } as Experiment]), 3],
    ['a variant more', flow([{ ...opener, variants: [...opener.variants, { id: 'c', weight: 0, patch: {} }] }]), 3],
    ['another text for those without a patch', flow([opener], 'Good day.'), 3],
    ['only stopped', flow([{ ...opener, status: 'stopped' }]), 2],
    ['nothing changed', flow([opener]), 2],
    ['a version of its own choice', flow([{ ...opener, version: 7, variants: [] }]), 7],
  ] as const)('with %s runs as version %3$s', (_what, draft, version) => {
    expect(versionOf(raiseExperiments(draft, flow([opener]), new Map()))).toBe(version)
  })

  test('never takes a version that has data already', () => {
    const draft = flow([opener], 'Good day.')

    expect(versionOf(raiseExperiments(draft, flow([opener]), new Map([['opener', 5]])))).toBe(6)
  })

  test('keeps its version before anything is live', () => {
    expect(versionOf(raiseExperiments(flow([opener]), null, new Map()))).toBe(2)
  })
})
