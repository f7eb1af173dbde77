import { afterEach, expect, test } from 'vitest'
import type { Field, PublicFlow } from '#flows/flow.ts'
import { hiddenOf } from '#widget/hidden.ts'

afterEach(() => document.body.replaceChildren())

const LANDING = 'https://www.tallybarn.example/pricing?plan=scale&ref=spring&evil=x'

test('hidden values come from the sources a field names, the page’s own word first', () => {
  const plan: Field = { kind: 'hidden', query: 'plan', attribute: 'plan', prefill: true, values: ['team', 'scale'] }
  expect(hiddenOf(flowWith({ plan }), page({}))).toEqual({ plan: 'scale' })
  document.body.innerHTML = '<parley-form flow="other" data-plan="x"></parley-form>'
  expect(hiddenOf(flowWith({ plan }), page({}))).toEqual({ plan: 'scale' })
  document.body.innerHTML = '<parley-form flow="pricing" data-plan="team"></parley-form>'
  expect(hiddenOf(flowWith({ plan }), page({}))).toEqual({ plan: 'team' })
  expect(hiddenOf(flowWith({ plan }), page({ plan: 'scale' }))).toEqual({ plan: 'scale' })
  expect(hiddenOf(flowWith({ plan }), page({ plan: 'free' }))).toEqual({ plan: 'team' })
})

test('nothing that a field does not name is read, and nothing but plain text is let through', () => {
  document.body.innerHTML =
    '<p id="evil" data-evil="y">evil: z</p><parley-form flow="pricing" data-evil="<b>"></parley-form>'
  expect(hiddenOf(flowWith({ evil: { kind: 'hidden' } }), page({ evil: 'x' }))).toBeUndefined()
  expect(hiddenOf(flowWith({ evil: { kind: 'hidden', attribute: 'evil' } }), page({}))).toBeUndefined()
  expect(
    hiddenOf(flowWith({ evil: { kind: 'hidden', prefill: true } }), page({ evil: { toString: 'x' } })),
  ).toBeUndefined()
  expect(hiddenOf(flowWith({ ref: { kind: 'hidden', query: 'ref' } }), page({}))).toEqual({ ref: 'spring' })
})

const page = (prefill: Readonly<Record<string, unknown>>) => ({ prefill, from: [LANDING, ''] as const })

function flowWith(fields: Readonly<Record<string, Field>>): PublicFlow {
  return {
    format: 1,
    id: 'pricing',
    locale: 'en',
    fields,
    steps: [{ id: 'end', kind: 'end', outcome: 'done', text: 'Bye' }],
  }
}
