import { describe, expect, test } from 'vitest'
import type { SessionEventBody } from '#flows/api.ts'
import { checkFlow } from '#flows/check.ts'
import type { Answer, Flow } from '#flows/flow.ts'
import { fill, localesOf, publicFlow, sayable, withVariants } from '#flows/locale.ts'
import { createPlayer, type Played } from '#flows/play.ts'
import { templates } from '#flows/templates/index.ts'
import { CONTEXT } from '../support/random-flow.ts'

const BANT: Readonly<Record<string, Answer>> = {
  q_need: 'erp_mismatch',
  q_size: 's50_500',
  q_role: 'head',
  q_timeline: 'month',
  q_budget: 'b8_24k',
  q_name: 'Ann Lee',
  q_email: 'ann@acme.example',
  q_contact: true,
}

function flowOf(id: string): Flow {
  const template = templates.find(one => one.id === id)
  if (!template) throw new Error(`There is no template ${id}.`)
  return template.flow
}

/** Answers what is asked from the list, until nothing in it fits. */
function talk(id: string, answers: Readonly<Record<string, Answer>>, ...then: readonly SessionEventBody[]): Played {
  let played = createPlayer(publicFlow(flowOf(id), 'en')).start(CONTEXT)
  for (let value = answers[played.position.id]; value !== undefined; value = answers[played.position.id]) {
    played = take(played, { type: 'answered', step: played.position.id, value })
  }
  return then.reduce(take, played)
}

function take(played: Played, event: SessionEventBody): Played {
  const accepted = played.accept(event)
  if (!accepted.ok) throw new Error(`${accepted.problem}: ${accepted.detail}`)
  return accepted.played
}

const decided = (outcome: string): SessionEventBody => ({ type: 'decided', step: 'route', outcome, by: 'server' })
const idsOf = ({ path }: Played) => path.map(({ id }) => id)

describe.each(templates)('the template $id', ({ id, flow }) => {
  test('has nothing that the checks find fault with', () => {
    expect(checkFlow(flow)).toEqual([])
  })

  test('is called what it is filed under', () => {
    expect(flow.id).toBe(id)
  })

  test('fits the size that a flow may have many times over', () => {
    expect(JSON.stringify(flow).length).toBeLessThan(40_000)
  })
})

describe('the pricing chat', () => {
  test('asks need, size, role, timeline and budget before anything personal', () => {
    expect(idsOf(talk('pricing', BANT)).filter(id => id.startsWith('q_'))).toEqual(Object.keys(BANT))
  })

  test.each([
    ['s1_10', 'spreadsheets', 'plan_starter'],
    ['s11_49', 'spreadsheets', 'plan_starter'],
    ['s11_49', 'many_sites', 'plan_team'],
    ['s50_500', 'comparing', 'plan_team'],
    ['s501_1000', 'spreadsheets', 'plan_enterprise'],
    ['s1001', 'many_sites', 'plan_enterprise'],
  ])('for %s people and %s says %s', (size, need, plan) => {
    const said = idsOf(talk('pricing', { ...BANT, q_size: size, q_need: need })).filter(id => id.startsWith('plan_'))
    expect(said).toEqual([plan])
  })

  test.each([
    ['sales', 'book'],
    ['nurture', 'end_nurture'],
    ['trial', 'end_trial'],
    ['guide', 'end_guide'],
    ['support', 'end_support'],
    ['exit', 'end_exit'],
    ['something_new', 'end_nurture'],
  ])('at the outcome %s goes to %s', (outcome, step) => {
    expect(talk('pricing', BANT, decided(outcome)).position.id).toBe(step)
  })

  test('sends a customer to support and a student to the guide, without a personal question', () => {
    expect(talk('pricing', { q_need: 'customer' }).position).toMatchObject({ kind: 'end', outcome: 'support' })
    expect(talk('pricing', { ...BANT, q_role: 'student' }).position).toMatchObject({ kind: 'end', outcome: 'guide' })
  })

  test('greets with the first name and says where the estimate goes', () => {
    const end = talk('pricing', BANT, decided('nurture'))
    const text = end.position.kind === 'end' ? end.position.text : ''
    const said = fill(text, sayable(publicFlow(flowOf('pricing'), 'en'), end))
    expect(said).toMatch(/^Thank you, Ann\. .* ann@acme\.example\./)
  })

  test('tests the teaser: A as it stands, B as patched, in both languages', () => {
    const teaser = (locale: string, variant: string) =>
      withVariants(publicFlow(flowOf('pricing'), locale), { teaser: variant }).launcher?.teaser
    expect([teaser('en', 'a'), teaser('en', 'b')]).toEqual(['Questions about pricing?', 'Which plan fits? Five taps.'])
    expect([teaser('de', 'a'), teaser('de', 'b')]).toEqual([
      'Fragen zu den Preisen?',
      'Welcher Tarif passt? Fünf Klicks.',
    ])
  })

  test('speaks English and German', () => {
    expect(localesOf(flowOf('pricing'))).toEqual(['en', 'de'])
  })
})

describe('the landing page chat', () => {
  test('is the pricing chat with its first sentence under test', () => {
    const opener = (locale: string, variant: string) =>
      withVariants(publicFlow(flowOf('landing'), locale), { opener: variant }).steps[0]
    expect(opener('en', 'a')).toEqual(publicFlow(flowOf('pricing'), 'en').steps[0])
    expect(opener('en', 'b')).not.toEqual(opener('en', 'a'))
    expect(opener('de', 'b')).not.toEqual(opener('de', 'a'))
    expect(flowOf('landing').steps).toEqual(flowOf('pricing').steps)
  })

  test('opens inside its page, so it has no launcher', () => {
    expect(flowOf('landing')).not.toHaveProperty('launcher')
  })
})

describe('the demo request', () => {
  const asked: Readonly<Record<string, Answer>> = {
    q_name: 'Ann Lee',
    q_email: 'ann@acme.example',
    q_company: 'Acme',
    q_size: 's50_500',
    q_role: 'head',
    q_need: 'many_sites',
    q_timeline: 'quarter',
    q_message: 'Our ERP.',
    q_contact: true,
  }

  test('asks no budget and can be filled in on one page', () => {
    const player = createPlayer(publicFlow(flowOf('demo'), 'en'))
    const ahead = player.outline(player.start(CONTEXT)).map(({ step }) => step.id)
    expect(ahead).toEqual([...Object.keys(asked), 'route'])
    expect(JSON.stringify(flowOf('demo'))).not.toContain('budget')
  })

  test('promises an answer by a person where no time is offered', () => {
    const warm = talk('demo', asked, decided('nurture'))
    expect(idsOf(warm)).toContain('reply')
    expect(warm.position.id).toBe('end_requested')
  })

  test('lets a student go with the guide, asked for consent since the address was given', () => {
    const student = talk('demo', { ...asked, q_role: 'student' })
    expect(idsOf(student)).toContain('q_contact')
    expect(student.position).toMatchObject({ kind: 'end', outcome: 'guide' })
  })
})

test('the checklist has no calendar and hands the checklist to everybody', () => {
  const asked = { q_email: 'ann@gmail.com', q_role: 'student', q_timeline: 'none', q_contact: true }
  expect(flowOf('magnet').steps.some(({ kind }) => kind === 'book')).toBe(false)
  for (const outcome of ['sales', 'nurture', 'trial', 'guide', 'exit']) {
    expect(talk('magnet', asked, decided(outcome)).position.id).toBe('end_checklist')
  }
})
