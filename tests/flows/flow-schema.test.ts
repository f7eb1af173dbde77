import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FLOW_LIMITS, type Flow } from '#flows/flow.ts'
import { parseFlow } from '#flows/flow-schema.ts'
import { templates } from '#flows/templates/index.ts'

const bye = { id: 'bye', kind: 'end', outcome: 'done', text: 'Bye' }
const smallest = { format: 1, id: 'small', name: 'Small', locale: 'en', fields: {}, steps: [bye] }

const problemsOf = (json: unknown) => {
  const parsed = parseFlow(json)
  return parsed.ok ? [] : parsed.errors.map(({ pointer, code }) => [pointer, code])
}

describe('a flow', () => {
  test('needs a format, an id, a name, a locale, fields and a step', () => {
    expect(parseFlow(smallest)).toEqual({ ok: true, flow: smallest })
  })

  test.each(templates)('of the template $id is let through as it is', ({ flow }) => {
    expect(parseFlow(flow)).toEqual({ ok: true, flow })
  })

  test.each<[string, object, string]>([
    ['of another format', { format: 2 }, '/format'],
    ['with a setting of its own', { score: 5 }, '/score'],
    ['without steps', { steps: [] }, '/steps'],
    ['with an id that is no slug', { id: 'Pricing Chat' }, '/id'],
    ['in no language', { locale: 'english!' }, '/locale'],
    ['in a language written another way', { locale: 'EN-us' }, '/locale'],
    ['with a field called like a part of the visit', { fields: { consent: { kind: 'url' } } }, '/fields/consent'],
    ['with a field of no kind', { fields: { a: { kind: 'colour' } } }, '/fields/a/kind'],
    ['with a choice of nothing', { fields: { a: { kind: 'choice', options: [] } } }, '/fields/a/options'],
    ['with a step of no kind', { steps: [{ ...bye, kind: 'stop' }] }, '/steps/0/kind'],
    ['with a step called like a wording key', { steps: [{ ...bye, id: 'launcher' }] }, '/steps/0/id'],
    ['with a blank text', { steps: [{ ...bye, text: ' ' }] }, '/steps/0/text'],
    ['with a control character', { steps: [{ ...bye, text: 'a\u0000' }] }, '/steps/0/text'],
    ['with half a character', { steps: [{ ...bye, text: 'a\ud800' }] }, '/steps/0/text'],
    [
      'with a link that runs a script',
      { steps: [{ ...bye, link: { label: 'x', url: 'javascript:alert(1)' } }] },
      '/steps/0/link/url',
    ],
    [
      'with a link in the clear',
      { steps: [{ ...bye, link: { label: 'x', url: 'http://acme.example' } }] },
      '/steps/0/link/url',
    ],
    ['with a password in a link', { notice: { text: 'x', url: 'https://a:b@acme.example' } }, '/notice/url'],
    ['with an outcome of its own', { steps: [{ ...bye, outcome: 'won' }] }, '/steps/0/outcome'],
    ['with an end that leads on', { steps: [{ ...bye, to: 'bye' }] }, '/steps/0/to'],
    ['with a condition of its own', { targeting: { fact: 'a', matches: 'x' } }, '/targeting'],
    [
      'with a condition deep in another',
      { targeting: { all: [{ any: [{ fact: 'a', gt: 'x' }] }] } },
      '/targeting/all/0/any/0/gt',
    ],
    [
      'with half a weight',
      { experiments: [{ id: 'e', version: 1, status: 'draft', variants: [{ id: 'a', weight: 0.5, patch: {} }] }] },
      '/experiments/0/variants/0/weight',
    ],
    [
      'with a key that needs escaping',
      { translations: { de: { 'a/b~c': { text: '', source: 'ff' } } } },
      '/translations/de/a~1b~0c/text',
    ],
  ])('%s is refused where it is wrong', (_what, change, pointer) => {
    expect(problemsOf({ ...smallest, ...change })[0]?.[0]).toBe(pointer)
  })

  test('may link to this machine for a preview, and to a mailbox', () => {
    const link = (url: string) => ({ ...smallest, steps: [{ ...bye, link: { label: 'x', url } }] })
    expect(problemsOf(link('http://127.0.0.1:4173/pricing'))).toEqual([])
    expect(problemsOf(link('mailto:hello@acme.example'))).toEqual([])
  })

  test('may have 500 steps, and not 501', () => {
    const steps = (count: number) => Array.from({ length: count }, (_, index) => ({ ...bye, id: `s${index}` }))
    expect(problemsOf({ ...smallest, steps: steps(FLOW_LIMITS.steps) })).toEqual([])
    expect(problemsOf({ ...smallest, steps: steps(FLOW_LIMITS.steps + 1) })).toEqual([['/steps', 'too_big']])
    expect(problemsOf({ ...smallest, steps: steps(10_000) }).at(-1)).toEqual(['', 'too_large'])
  })

  test('may take up 512 KiB, counted in bytes', () => {
    const notes = (text: string) => ({
      ...smallest,
      steps: Array.from({ length: 300 }, (_, index) => ({ ...bye, id: `s${index}`, note: text })),
    })
    expect(problemsOf(notes('x'.repeat(1500)))).toEqual([])
    expect(problemsOf(notes('ü'.repeat(1500)))).toEqual([['', 'too_large']])
  })

  test('nested past all measure is refused, not followed', () => {
    let targeting: unknown = { fact: 'a', known: true }
    for (let depth = 0; depth < 20_000; depth++) targeting = { not: targeting }
    expect(problemsOf({ ...smallest, targeting }).length).toBe(1)
  })

  test('that JSON cannot hold is refused', () => {
    const cycle: Record<string, unknown> = { ...smallest }
    cycle.fields = cycle
    expect(problemsOf(cycle)).toEqual([['', 'invalid_json']])
    expect(problemsOf({ ...smallest, id: 1n })).toEqual([['', 'invalid_json']])
  })

  test('tells at most 100 problems', () => {
    const steps = Array.from({ length: 400 }, () => ({}))
    expect(problemsOf({ ...smallest, steps })).toHaveLength(100)
  })

  test('may be anything at all and gets an answer', () => {
    fc.assert(
      fc.property(fc.anything(), json => typeof parseFlow(json).ok === 'boolean'),
      { numRuns: 300 },
    )
  })

  test('with anything at all in the place of one part gets an answer', () => {
    const pricing = templates.find(({ id }) => id === 'pricing')?.flow as Flow // checked above
    const paths = pathsIn(pricing)
    fc.assert(
      fc.property(fc.nat(paths.length - 1), fc.anything(), (pick, value) => {
        const parsed = parseFlow(withAt(pricing, paths[pick] ?? [], value))
        if (!parsed.ok) for (const { pointer } of parsed.errors) expect(pointer).toMatch(/^(\/|$)/)
      }),
      { numRuns: 300 },
    )
  })
})

type Path = readonly (string | number)[]

/** The path of every part of a flow. */
function pathsIn(part: unknown, path: Path = []): Path[] {
  if (typeof part !== 'object' || part === null) return [path]
  return [path, ...Object.entries(part).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))]
}

function withAt(part: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  const copy = structuredClone(part) as Record<string | number, unknown> // a path of the flow leads through objects and lists
  copy[key] = withAt(copy[key], rest, value)
  return copy
}
