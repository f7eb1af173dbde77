import type { CreateSessionRequest } from '#flows/api.ts'
import type { TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, newSession } from '#tests/support/conversation.ts'
import type { Dice } from '../visits/unlucky-visit.ts'

/** Somebody's way of sending answers; resolves with the status of the last response. */
export type Post = (test: TestApp, dice: Dice, number: number) => Promise<number>

/** What robots do: none waits like somebody who reads. */
export const robots: Readonly<Record<string, Post>> = {
  'posts to the API at once': (test, dice, number) => send(test, number, { dwell: dice(300) }),
  'posts a dwell of nought in a loop': (test, _dice, number) => send(test, number, { dwell: 0 }),
  'fills in every field of the panel': (test, dice, number) =>
    send(test, number, { dwell: 300 + dice(5000), touched: dice(2) === 0, website: `https://spam${number}.example` }),
  'posts the form without having fetched it': (test, _dice, number) => sendForm(test, fieldsOf(number)),
  'fetches the form and sends it at once': async (test, dice, number) => {
    const ticket = await fetchTicket(test)
    test.clock.pass(dice(300))
    return await sendForm(test, { ...fieldsOf(number), ticket })
  },
  'fills in every field of the form': async (test, dice, number) => {
    const ticket = await fetchTicket(test)
    test.clock.pass(1000 + dice(5000))
    return await sendForm(test, { ...fieldsOf(number), ticket, website: 'https://spam.example' })
  },
}

/** What people do, the fastest among them too. */
export const people: Readonly<Record<string, Post>> = {
  'reads and taps': (test, dice, number) => send(test, number, { dwell: 300 + dice(90_000), touched: true }),
  'answers by keys or with a screen reader': (test, dice, number) => send(test, number, { dwell: 300 + dice(240_000) }),
  'lets the browser fill it in': (test, dice, number) => send(test, number, { dwell: dice(300), touched: true }),
  'sends a form of the page': (test, _dice, number) => send(test, number, { dwell: 0, touched: true }),
  'has no script': async (test, dice, number) => {
    const ticket = await fetchTicket(test)
    test.clock.pass(2000 + dice(180_000))
    return await sendForm(test, { ...fieldsOf(number), ticket, website: '' })
  },
}

async function send(test: TestApp, number: number, change: Partial<CreateSessionRequest>): Promise<number> {
  const events = answered({ ...HOT_ANSWERS, q_email: `visitor${number}@pellgate${number % 997}.example` })
  const response = await test.request('/v1/sessions', { json: newSession(test, { events, ...change }) })
  return response.status
}

async function fetchTicket(test: TestApp): Promise<string> {
  const page = await test.app.request('/f/pricing?plain=1')
  return /name="ticket" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
}

function fieldsOf(number: number): Record<string, string> {
  const picked = Object.entries(HOT_ANSWERS).filter(([step]) => !['q_name', 'q_email', 'q_contact'].includes(step))
  const answers = picked.map(([step, value]) => [`a.${step}`, String(value)])
  return { ...Object.fromEntries(answers), asked: picked.map(([step]) => step).join(' '), note: `${number}` }
}

async function sendForm(test: TestApp, fields: Readonly<Record<string, string>>): Promise<number> {
  const body = new URLSearchParams(fields).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': `${body.length}` }
  const response = await test.request('/f/pricing', { method: 'POST', headers, body })
  return response.status
}
