import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileCondition } from '#flows/compile-placement.ts'
import { type Condition, holds } from '#flows/condition.ts'
import { contextFacts } from '#flows/context-facts.ts'
import { targets } from '#widget/loader/targets.ts'

const text = fc.oneof(
  fc.constantFrom(
    '/pricing',
    '/blog/a.b',
    'acme.example',
    'eu.acme.example',
    'ann@Acme.example',
    '',
    'a*b',
    'x\ny',
    '[a]',
    'ä/(é)',
  ),
  fc.string({ maxLength: 6 }),
)
const glob = fc.array(fc.oneof(text, fc.constant('*')), { maxLength: 4 }).map(parts => parts.join(''))
const fact = fc.constantFrom('country', 'title', 'utm.source', 'missing')
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact, is: fc.oneof(text, fc.integer(), fc.boolean()) }),
  fc.record({ fact, isNot: fc.oneof(text, fc.integer()) }),
  fc.record({ fact, in: fc.array(text, { maxLength: 3 }) }),
  fc.record({ fact, notIn: fc.array(text, { maxLength: 3 }) }),
  fc.record({ fact, gt: fc.integer() }),
  fc.record({ fact, lte: fc.integer() }),
  fc.record({ fact, known: fc.constant(true as const) }),
  fc.record({ fact, unknown: fc.constant(true as const) }),
  fc.record({ fact, has: text }),
  fc.record({ fact, domainIn: fc.array(text, { maxLength: 3 }) }),
  fc.record({ fact, glob }),
)
const conditionOver = (leaf: fc.Arbitrary<Condition>) =>
  fc.letrec<{ condition: Condition }>(tie => ({
    condition: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  })).condition
const condition = conditionOver(leaf)
const facts = fc.record({ country: text, title: text, 'utm.source': text }, { requiredKeys: [] })

test('the loader agrees with the one evaluator on every condition over text', () => {
  fc.assert(
    fc.property(condition, facts, (when, known) => {
      const { 'utm.source': source, ...rest } = known
      const seen = { ...rest, ...(source !== undefined && { utm_source: source }) }
      expect(targets(compileCondition(when), seen)).toBe(holds(when, known))
    }),
    { numRuns: 5000 },
  )
})

const paths = ['/', '/pricing', '/pricing/team', '/blog/a.b', '/demo', '']
const hosts = ['acme.example', 'eu.acme.example', 'example', 'acme.example.evil.example', 'localhost']
const langs = ['en', 'EN-gb', 'de', 'pt-BR']
const compared = fc.constantFrom(
  ...paths,
  ...hosts,
  'en',
  'de',
  'pt',
  'mobile',
  'desktop',
  'new',
  'returning',
  'none',
  'lead',
  'qualified',
  '/pricing*',
  '*',
)
const placed = fc.constantFrom('page.path', 'page.host', 'referrer.host', 'lang', 'device', 'visitor', 'stage')
const placedLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact: placed, is: compared }),
  fc.record({ fact: placed, isNot: compared }),
  fc.record({ fact: placed, in: fc.array(compared, { maxLength: 3 }) }),
  fc.record({ fact: placed, notIn: fc.array(compared, { maxLength: 3 }) }),
  fc.record({ fact: placed, known: fc.constant(true as const) }),
  fc.record({ fact: placed, unknown: fc.constant(true as const) }),
  fc.record({ fact: placed, domainIn: fc.array(compared, { maxLength: 3 }) }),
  fc.record({ fact: placed, glob: fc.array(compared, { maxLength: 3 }).map(parts => parts.join('*')) }),
  fc.record({ fact: placed, gt: fc.integer() }),
)
const visits = fc.record({
  host: fc.constantFrom(...hosts),
  path: fc.constantFrom(...paths.slice(0, -1)),
  rest: fc.constantFrom('', '?plan=/pricing', '#/pricing', '?a=b#c'),
  port: fc.constantFrom('', ':8080'),
  from: fc.option(fc.constantFrom(...hosts), { nil: undefined }),
  lang: fc.constantFrom(...langs),
  width: fc.integer({ min: 200, max: 12_000 }),
  isBack: fc.boolean(),
  seen: fc.array(fc.constantFrom('popup', 'completed', 'slide_in', 'qualified'), { maxLength: 4 }),
})

test('what the loader takes out of addresses, languages and sizes is what a flow knows of them', () => {
  fc.assert(
    fc.property(
      conditionOver(placedLeaf),
      visits,
      (when, { host, path, rest, port, from, lang, width, isBack, seen: before }) => {
        const url = `https://${host}${port}${path}`
        const referrer = from && `https://${from}/search?q=1`
        const context = {
          page: { url, path },
          ...(referrer && { referrer }),
          ...{ utm: {}, locale: lang, variants: {} },
          ...({
            device: width < 640 ? 'mobile' : 'desktop',
            surface: 'bubble',
            shape: 'chat',
            consent: 'granted',
          } as const),
        }
        const stage = before.includes('qualified') ? 'qualified' : before.includes('completed') ? 'lead' : 'none'
        const known = { ...contextFacts(context), visitor: isBack ? 'returning' : 'new', stage }
        const seen = {
          seen: `${before}`,
          href: url + rest,
          referrer: referrer ?? '',
          lang,
          width: `${width}`,
          returning: `${isBack}`,
        }
        expect(targets(compileCondition(when), seen)).toBe(holds(when, known))
      },
    ),
    { numRuns: 5000 },
  )
})
