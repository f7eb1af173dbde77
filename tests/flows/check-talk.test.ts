import { expect, test } from 'vitest'
import { checkFlow } from '#flows/check.ts'
import type { Flow, Step } from '#flows/flow.ts'
import { parseFlow } from '#flows/flow-schema.ts'
import { publicFlow } from '#flows/locale.ts'
import { templates } from '#flows/templates/index.ts'

function pricing(change: Partial<Flow> = {}, steps: Readonly<Record<string, object>> = {}): Flow {
  const template = templates.find(({ id }) => id === 'pricing')
  if (!template) throw new Error('There is no pricing template.')
  const { translations: _translations, ...flow } = template.flow
  return {
    ...flow,
    ...change,
    steps: flow.steps.map(step => ({ ...step, ...steps[step.id] }) as Step), // the same steps with other settings
  }
}

const codes = (flow: Flow) => checkFlow(flow).map(({ code, pointer }) => `${code} ${pointer}`)

test('a quiet way names an option there is', () => {
  expect(codes(pricing({}, { q_need: { elsewhere: 'nowhere' } }))).toEqual(['unknown_option /steps/1/elsewhere'])
})

test('two replies to one question are told of, for neither is given', () => {
  const reply = (id: string) => ({ id, questions: ['Is there a trial?'], text: id })
  expect(codes(pricing({ snippets: [reply('one'), reply('two')] }))).toEqual(['same_question /snippets/1/questions/0'])
  expect(codes(pricing({ snippets: [reply('one'), { ...reply('one'), questions: ['...'] }] }))).toEqual([
    'duplicate_id /snippets/1/id',
    'empty_question /snippets/1/questions/0',
  ])
})

test.each(['Hello {{first name}}', 'Hello {{name', 'Hello name}}'])(
  '%j is no place for an answer, and it says so',
  text => {
    expect(codes(pricing({}, { hello: { text } }))).toEqual(['broken_pipe /steps/0/text'])
  },
)

test('a place for an answer may have words for when it is missing', () => {
  expect(codes(pricing({}, { hello: { text: 'Hello {{name.first|there}}' } }))).toEqual([])
})

test('pictures, replies, rhythm and how long a conversation waits are kept, and shown to browsers', () => {
  const image = { url: 'https://tallybarn.example/plan.png', alt: 'Plans', width: 640, height: 360 }
  const flow = pricing({ rhythm: 'none', resume: { minutes: 60, days: 14 } }, { hello: { image } })
  const parsed = parseFlow(JSON.parse(JSON.stringify(flow)))
  expect(parsed.ok && parsed.flow).toEqual(flow)
  expect(publicFlow(flow, 'en')).toMatchObject({ rhythm: 'none', resume: { days: 14 }, snippets: flow.snippets })
})

test.each(['http://tallybarn.example/x.png', 'javascript:alert(1)', 'data:image/png;base64,x', 'mailto:a@b.example'])(
  'a picture from %s is refused',
  url => {
    const parsed = parseFlow(pricing({}, { hello: { image: { url, alt: '', width: 1, height: 1 } } }))
    expect(parsed.ok).toBe(false)
  },
)

test('replies and what a picture shows are translated', () => {
  const template = templates.find(({ id }) => id === 'pricing')
  const german = template && publicFlow(template.flow, 'de')
  expect(german?.snippets?.[0]?.questions).toContain('Gibt es eine kostenlose Testphase?')
  expect(german?.snippets?.[0]?.link?.label).toBe('Testphase starten')
})
