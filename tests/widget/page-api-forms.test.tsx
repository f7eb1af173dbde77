import { fireEvent } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import type { FormValues } from '#widget/page-api/attach/form-source.ts'
import { listenToHubSpot } from '#widget/page-api/attach/hubspot-form.ts'
import { listenToMarketo } from '#widget/page-api/attach/marketo-form.ts'
import { listenToPlainForm, type PlainTarget } from '#widget/page-api/attach/plain-form.ts'

const FORM_ID = '8f7d78bf-0f85-40e1-9ce4-5d1185accda0'
const ends: (() => void)[] = []

afterEach(() => {
  for (const end of ends.splice(0)) end()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

/** A listener that notes what it hears. */
function createListener() {
  const submitted: FormValues[] = []
  let touched = 0
  return {
    submitted,
    touched: () => touched,
    onTouched: () => {
      touched += 1
    },
    onSubmitted: (values: FormValues) => {
      submitted.push(values)
    },
  }
}

function showForm(inside: string): HTMLFormElement {
  const form = document.createElement('form')
  form.id = 'contact'
  form.innerHTML = inside
  // Nothing navigates in a test; that it is not ours to prevent is looked at below.
  form.addEventListener('submit', event => event.preventDefault())
  document.body.append(form)
  return form
}

function listenTo(target: PlainTarget) {
  const heard = createListener()
  ends.push(listenToPlainForm(target, heard))
  return heard
}

test('a plain form says what was typed and picked, and keeps what is nobody’s business', () => {
  const form = showForm(`
    <input name="email" value="ann@pellgate.example">
    <select name="size"><option value="a">A</option><option value="b" selected>B</option></select>
    <input type="checkbox" name="topic" value="one" checked><input type="checkbox" name="topic" value="two" checked>
    <input type="checkbox" name="topic" value="three">
    <input type="radio" name="when" value="now"><input type="radio" name="when" value="later" checked>
    <input type="password" name="password" value="secret"><input name="off" value="x" disabled>
    <input type="hidden" name="campaign" value="spring"><textarea name="note">Hello</textarea>
    <button name="go" value="1">Send</button>`)
  const heard = listenTo({ form: 'form' })
  fireEvent.submit(form)
  expect(heard.submitted).toEqual([
    {
      email: 'ann@pellgate.example',
      size: 'b',
      topic: ['one', 'two'],
      when: 'later',
      campaign: 'spring',
      note: 'Hello',
    },
  ])
})

test('a form that is emptied by the page in its own listener has been read before', () => {
  const form = showForm('<input name="email" value="ann@pellgate.example">')
  const heard = listenTo({ form: '#contact' })
  form.addEventListener('submit', event => {
    event.stopImmediatePropagation()
    form.replaceChildren()
  })
  fireEvent.submit(form)
  expect(heard.submitted).toEqual([{ email: 'ann@pellgate.example' }])
})

test('the host form’s submit is never held up: not prevented, not stopped', () => {
  const form = document.createElement('form')
  document.body.append(form)
  const heard = listenTo({ form: 'form' })
  const event = new Event('submit', { bubbles: true, cancelable: true })
  const theirs = vi.fn()
  form.addEventListener('submit', theirs)
  form.dispatchEvent(event)
  expect(event.defaultPrevented).toBe(false)
  expect(theirs).toHaveBeenCalledOnce()
  expect(heard.submitted).toHaveLength(1)
})

test('a selector finds a form that comes later, and no other one', () => {
  const heard = listenTo({ form: '#contact' })
  const other = document.createElement('form')
  document.body.append(other)
  fireEvent.submit(other)
  const form = showForm('<input name="email" value="a@b.example">')
  fireEvent.submit(form)
  expect(heard.submitted).toHaveLength(1)
})

test('the first field that is turned to says that a submit may come', () => {
  const form = showForm('<input name="email">')
  const heard = listenTo({ form: 'form' })
  fireEvent.focusIn(form.elements[0] as Element)
  expect(heard.touched()).toBe(1)
})

test('a form that checks its fields by itself says whether a submit counts', () => {
  const form = showForm('<input name="email" value="none">')
  const heard = listenTo({ form: 'form', valid: () => false })
  fireEvent.submit(form)
  expect(heard.submitted).toEqual([])
})

function post(data: unknown, origin = location.origin) {
  dispatchEvent(new MessageEvent('message', { data, origin }))
}

function listenToForm(id: string) {
  const heard = createListener()
  ends.push(listenToHubSpot({ id }, heard))
  return heard
}

const callback = (eventName: string, data: unknown, id = FORM_ID) => ({ type: 'hsFormCallback', eventName, id, data })
const FIELDS = [
  { name: 'email', value: 'ann@pellgate.example' },
  { name: 'firstname', value: 'Ann' },
]
const VALUES = { email: 'ann@pellgate.example', firstname: 'Ann' }

test('HubSpot v2: the values come with the submission that HubSpot has taken', () => {
  const heard = listenToForm(FORM_ID)
  post(callback('onFormReady', {}))
  expect(heard.touched()).toBe(1)
  post(callback('onFormSubmitted', { submissionValues: VALUES }), 'https://share.hsforms.com')
  expect(heard.submitted).toEqual([VALUES])
})

test('HubSpot v3: the values come before, and count once HubSpot has taken them', () => {
  const heard = listenToForm('*')
  post(callback('onFormSubmit', FIELDS))
  expect(heard.submitted).toEqual([])
  post(callback('onFormSubmitted', {}))
  expect(heard.submitted).toEqual([VALUES])
})

test('HubSpot v4: the form of the event is asked for its values', async () => {
  const values = [
    { name: '0-1/email', value: 'ann@pellgate.example' },
    { name: '0-1/firstname', value: ['Ann'] },
    { name: '0-1/phone', value: null },
  ]
  const form = { getFormId: () => FORM_ID, getFormFieldValues: async () => values }
  vi.stubGlobal('HubSpotFormsV4', { getFormFromEvent: () => form })
  const heard = listenToForm(FORM_ID)
  const other = listenToForm('another')
  dispatchEvent(new CustomEvent('hs-form-event:on-submission:success', { detail: { formId: FORM_ID } }))
  await vi.waitFor(() => expect(heard.submitted).toEqual([{ ...VALUES, phone: '' }]))
  expect(other.submitted).toEqual([])
})

test('a HubSpot message is believed from the page itself and from HubSpot only', () => {
  const heard = listenToForm('*')
  for (const origin of ['https://evil.example', 'https://hsforms.com.evil.example', 'null', '']) {
    post(callback('onFormSubmitted', { submissionValues: VALUES }), origin)
  }
  for (const junk of [null, 'text', 7, [], { type: 'hsFormCallback' }, callback('onFormSubmitted', null, 'another')]) {
    post(junk)
  }
  expect(heard.submitted.filter(values => Object.keys(values).length > 0)).toEqual([])
})

function loadMarketo() {
  const success: ((values: Record<string, unknown>, followUp: string) => unknown)[] = []
  const form = { getId: () => 1057, onSuccess: (listener: (typeof success)[number]) => success.push(listener) }
  vi.stubGlobal('MktoForms2', { whenReady: (act: (ready: typeof form) => void) => act(form) })
  return success
}

test('Marketo: success is heard, and Marketo goes on to its follow-up page', () => {
  const success = loadMarketo()
  const heard = createListener()
  ends.push(listenToMarketo({ id: '1057' }, heard))
  ends.push(listenToMarketo({ id: '9' }, createListener()))
  expect(success).toHaveLength(1)
  // Only `false` would keep Marketo from going on.
  expect(success[0]?.({ Email: 'ann@pellgate.example', Topics: ['a', 'b'], Phone: null }, '/thanks')).toBeUndefined()
  expect(heard.submitted).toEqual([{ Email: 'ann@pellgate.example', Topics: ['a', 'b'], Phone: '' }])
})

test('Marketo: a script that comes later is waited for; once detached nothing is heard', () => {
  vi.useFakeTimers()
  const heard = createListener()
  const end = listenToMarketo({ id: '*' }, heard)
  vi.advanceTimersByTime(1000)
  const success = loadMarketo()
  vi.advanceTimersByTime(1000)
  vi.useRealTimers()
  success[0]?.({ Email: 'a@b.example' }, '')
  end()
  success[0]?.({ Email: 'c@d.example' }, '')
  expect(heard.submitted).toEqual([{ Email: 'a@b.example' }])
})
