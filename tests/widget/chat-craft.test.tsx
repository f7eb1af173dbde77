import { fireEvent, waitFor } from '@testing-library/preact'
import { expect, test } from 'vitest'
import type { PublicFlow, Step } from '#flows/flow.ts'
import { publicFlow } from '#flows/locale.ts'
import { templates } from '#flows/templates/index.ts'
import { showFlow } from './support/preview.ts'

type See = Awaited<ReturnType<typeof showFlow>>['see']

async function tap(see: See, label: string) {
  fireEvent.click(await see.findByRole('button', { name: label }))
}

async function type(see: See, text: string) {
  const field = await see.findByRole('textbox')
  fireEvent.input(field, { target: { value: text } })
  fireEvent.submit(field.closest('form') as HTMLFormElement) // the field stands in one
}

function pricing(): PublicFlow {
  const template = templates.find(({ id }) => id === 'pricing')
  if (!template) throw new Error('There is no pricing template.')
  return publicFlow(template.flow, 'en')
}

const change = (flow: PublicFlow, id: string, part: object): PublicFlow => ({
  ...flow,
  steps: flow.steps.map(step => (step.id === id ? ({ ...step, ...part } as Step) : step)),
})

/** Two ways with a question of their own, then one question for both. */
const FORKED: PublicFlow = {
  format: 1,
  id: 'forked',
  locale: 'en',
  fields: {
    way: {
      kind: 'choice',
      options: [
        { id: 'left', label: 'Left' },
        { id: 'right', label: 'Right' },
      ],
    }, // prettier-ignore
    deep: {
      kind: 'choice',
      options: [
        { id: 'well', label: 'Well' },
        { id: 'pit', label: 'Pit' },
      ],
    }, // prettier-ignore
    tall: {
      kind: 'choice',
      options: [
        { id: 'tree', label: 'Tree' },
        { id: 'mast', label: 'Mast' },
      ],
    }, // prettier-ignore
    why: { kind: 'text', about: 'other' },
    last: { kind: 'text', about: 'other' },
  },
  steps: [
    {
      id: 'q_way',
      kind: 'ask',
      field: 'way',
      text: 'Which way?',
      next: [{ when: { fact: 'way', is: 'right' }, to: 'q_tall' }],
    }, // prettier-ignore
    { id: 'q_deep', kind: 'ask', field: 'deep', text: 'How deep?', to: 'q_why' },
    { id: 'q_tall', kind: 'ask', field: 'tall', text: 'How tall?' },
    { id: 'q_why', kind: 'ask', field: 'why', text: 'Why?', optional: true },
    { id: 'q_last', kind: 'ask', field: 'last', text: 'Last word on {{deep|height}}?' },
    { id: 'end', kind: 'end', outcome: 'done', text: 'Done.' },
  ],
}

test('a changed answer keeps later valid ones, and what it pruned is back with its way', async () => {
  const { see } = await showFlow('pricing', { flow: FORKED })
  await tap(see, 'Left')
  await tap(see, 'Well')
  await type(see, 'Because')
  await see.findByRole('heading', { name: 'Last word on Well?' })

  fireEvent.click(see.getByRole('button', { name: /^Which way\?/ }))
  await tap(see, 'Right')
  await see.findByRole('heading', { name: 'How tall?' })
  expect(see.queryByRole('button', { name: /^How deep\?/ })).toBeNull()
  await tap(see, 'Mast')
  await see.findByRole('heading', { name: 'Last word on height?' })
  expect(see.getByRole('button', { name: /^Why\?\s*Because/ })).toBeTruthy()

  fireEvent.click(see.getByRole('button', { name: /^Which way\?/ }))
  await tap(see, 'Left')
  await see.findByRole('heading', { name: 'Last word on Well?' })
  expect(see.getByRole('button', { name: /^How deep\?\s*Well/ })).toBeTruthy()
})

test('an optional question can be skipped, and taken up again', async () => {
  const { see } = await showFlow('pricing', { flow: FORKED })
  await tap(see, 'Left')
  await tap(see, 'Pit')
  await see.findByRole('heading', { name: 'Why?' })
  await tap(see, 'Skip')
  fireEvent.click(await see.findByRole('button', { name: /^Why\?\s*Skipped/ }))
  await type(see, 'After all')
  expect(await see.findByRole('button', { name: /^Why\?\s*After all/ })).toBeTruthy()
})

test('progress counts the questions of the way taken, and goes back only when more lie ahead', async () => {
  const { see } = await showFlow('pricing', { flow: FORKED })
  const share = () => Number(see.getByRole('progressbar').getAttribute('value'))
  await tap(see, 'Right')
  await see.findByRole('heading', { name: 'How tall?' })
  expect(share()).toBe(0.25)
  await tap(see, 'Tree')
  await type(see, 'So')
  await see.findByRole('heading', { name: /^Last word/ })
  expect(share()).toBe(0.75)
  fireEvent.click(see.getByRole('button', { name: /^How tall\?/ }))
  await tap(see, 'Mast')
  await see.findByRole('heading', { name: /^Last word/ })
  expect(share()).toBe(0.75)
  // The other way has a question that is not answered yet: two lie ahead instead of one.
  fireEvent.click(see.getByRole('button', { name: /^Which way\?/ }))
  await tap(see, 'Left')
  await see.findByRole('heading', { name: 'How deep?' })
  expect(share()).toBe(0.5)
})

test('markup becomes nodes: bold, lists and links, but no HTML and no address that runs code', async () => {
  const text =
    'We **save** you:\n- an *hour*\n- [a day](https://tallybarn.example/x)\n- [nothing](javascript:alert(1)) <b>raw</b>'
  const { see, inside } = await showFlow('pricing', { flow: change(pricing(), 'hello', { text }) })
  const said = await waitFor(() => {
    const list = inside.querySelector('[role=log] ul')
    if (!list) throw new Error('no list yet')
    return list
  })
  expect(inside.querySelector('[role=log] strong')?.textContent).toBe('save')
  expect([...said.querySelectorAll('li')].map(item => item.textContent)).toEqual([
    'an hour',
    'a day',
    'nothing <b>raw</b>',
  ])
  const links = [...inside.querySelectorAll<HTMLAnchorElement>('[role=log] a')]
  expect(links.map(link => [link.getAttribute('href'), link.rel])).toEqual([
    ['https://tallybarn.example/x', 'noopener'],
  ])
  expect(see.getByRole('heading', { name: 'What should counting fix?' })).toBeTruthy()
})

test.each(['steps', 'page'] as const)('markup is read in the shape %s too, and a label is plain words', async shape => {
  const image = { url: 'https://tallybarn.example/plan.png', alt: 'The plans', width: 640, height: 360 }
  const asked = change(pricing(), 'q_need', { text: 'What should **counting** fix?', image })
  const { see, inside } = await showFlow('pricing', { flow: change(asked, 'hello', { text: '**Five** taps' }), shape })
  await see.findByText('Five')
  expect(inside.querySelector('.intro strong')?.textContent).toBe('Five')
  expect(see.getByRole('group', { name: /^What should counting fix\?/ })).toBeTruthy()
  expect(see.getByRole('img', { name: 'The plans' })).toBeTruthy()
})

test('the end may hold markup', async () => {
  const flow = change(pricing(), 'end_support', { text: 'Welcome **back**.\n- one\n- two' })
  const { see, inside } = await showFlow('pricing', { flow })
  await tap(see, 'I am a customer')
  await see.findByText('two')
  expect(inside.querySelector('h2 strong')?.textContent).toBe('back')
})

test('what a visitor typed is no markup when it is piped', async () => {
  const flow = change(change(FORKED, 'q_last', { text: 'So **{{why|nothing}}**?' }), 'q_why', { optional: true })
  const { see, inside } = await showFlow('pricing', { flow })
  await tap(see, 'Left')
  await tap(see, 'Pit')
  await type(see, '*[x](https://evil.example)*')
  await waitFor(() => expect(inside.querySelector('h2')?.textContent).toBe('So *[x](https://evil.example)*?'))
  expect(inside.querySelector('h2 a, h2 em')).toBeNull()
  expect(inside.querySelector('h2 strong')).toBeTruthy()
})

test('a picture keeps its place before it comes, and says what it shows', async () => {
  const image = { url: 'https://tallybarn.example/plan.png', alt: 'The plans side by side', width: 640, height: 360 }
  const { see } = await showFlow('pricing', { flow: change(pricing(), 'q_need', { image }) })
  const shown = await see.findByRole('img', { name: 'The plans side by side' })
  expect([shown.getAttribute('width'), shown.getAttribute('height')]).toEqual(['640', '360'])
})

test('a picture from an address that is no web address is left out', async () => {
  const image = { url: 'javascript:alert(1)', alt: 'Plans', width: 1, height: 1 }
  const { see } = await showFlow('pricing', { flow: change(pricing(), 'q_need', { image }) })
  await see.findByRole('heading', { name: 'What should counting fix?' })
  expect(see.queryByRole('img')).toBeNull()
})

test('the rhythm can be switched off by the flow', async () => {
  const { inside } = await showFlow('pricing', { flow: { ...pricing(), rhythm: 'none' } })
  expect(inside.querySelector('.column')?.classList.contains('still')).toBe(true)
})

const REPLIES: PublicFlow['snippets'] = [
  {
    id: 'sso',
    questions: ['Do you support single sign-on?', 'SSO', 'SAML'],
    text: 'Yes, on **Enterprise**.',
    link: { label: 'How it works', url: 'https://tallybarn.example/sso' },
  },
]

test('a typed question gets the approved reply with its link, and the question in focus stays', async () => {
  const { see, inside } = await showFlow('pricing', { flow: { ...pricing(), snippets: REPLIES } })
  await tap(see, 'Spreadsheets')
  await see.findByRole('heading', { name: 'How many people work at your company?' })
  await type(see, 'Do you have single sign-on?')
  expect((await see.findByText('Do you have single sign-on?')).closest('[role=log]')).toBeTruthy()
  expect(inside.querySelector('.aside strong')?.textContent).toBe('Enterprise')
  expect(see.getByRole('link', { name: /How it works/ }).getAttribute('href')).toBe('https://tallybarn.example/sso')
  expect(see.getByRole('textbox')).toHaveProperty('value', '')
  await tap(see, '50–500')
  await see.findByRole('heading', { name: 'What is your role?' })
  expect(see.getByText('Do you have single sign-on?')).toBeTruthy()
})

test.each(['steps', 'page'] as const)(
  'in the shape %s too a question gets its reply, and what was typed stays',
  async shape => {
    const { see, inside } = await showFlow('pricing', { shape, flow: { ...pricing(), snippets: REPLIES } })
    const option = await see.findByLabelText('Spreadsheets')
    fireEvent.click(option)
    fireEvent.click(await see.findByText('Ask a question'))
    const field = see.getByRole('textbox', { name: 'Your question' })
    fireEvent.input(field, { target: { value: 'Do you have SSO?' } })
    fireEvent.submit(field.closest('form') as HTMLFormElement) // the field stands in one
    expect((await see.findByText('Do you have SSO?')).closest('[role=log]')).toBeTruthy()
    expect(inside.querySelector('.aside strong')?.textContent).toBe('Enterprise')
    expect(see.getByRole('textbox', { name: 'Your question' })).toHaveProperty('value', '')
    expect(see.getByLabelText('Spreadsheets')).toHaveProperty('checked', true)
  },
)

test.each(['steps', 'page'] as const)('a picture beside what is said stands in the shape %s, too', async shape => {
  const image = { url: 'https://tallybarn.example/count.png', alt: 'A count', width: 640, height: 360 }
  const { see } = await showFlow('pricing', { shape, flow: change(pricing(), 'hello', { image }) })
  const picture = await see.findByRole('img', { name: 'A count' })
  expect([picture.getAttribute('width'), picture.getAttribute('height')]).toEqual(['640', '360'])
})

test('a question no reply fits is promised to a person, and the flow goes on', async () => {
  const { see } = await showFlow('pricing', { flow: { ...pricing(), snippets: REPLIES } })
  await type(see, 'Can you import counts from SAP?')
  await see.findByText('Noted: a person will answer this. We go on meanwhile.')
  await tap(see, 'Spreadsheets')
  await see.findByRole('heading', { name: 'How many people work at your company?' })
})

test('words that are neither an answer nor surely a question can be sent to a person', async () => {
  const { see } = await showFlow('pricing')
  await type(see, 'integration with our robots')
  await see.findByText('Please pick one of these, or put it another way.')
  await tap(see, 'Ask a person this')
  await see.findByText('integration with our robots')
  expect(see.queryByText('Please pick one of these, or put it another way.')).toBeNull()
})

test('an answer with a question mark is still an answer', async () => {
  const { see } = await showFlow('pricing')
  await tap(see, 'Spreadsheets')
  await see.findByRole('heading', { name: 'How many people work at your company?' })
  await type(see, 'about 200?')
  await see.findByText('Do you mean “50–500”?')
})
