import { Window } from 'happy-dom'
import type { TestApp, TestRequest } from './app.ts'

export interface PlainPageSeen {
  readonly status: number
  readonly headers: Headers
  readonly document: Window['document']
  /** All that a visitor reads, in one line. */
  readonly text: string
  /** Sends the page's form with what is filled in by step; everything else goes as the page holds it. */
  send(filled: Readonly<Record<string, string | readonly string[]>>, extra?: SendExtra): Promise<PlainPageSeen>
}

export interface SendExtra extends TestRequest {
  /** Form fields beside the questions. */
  readonly fields?: Readonly<Record<string, string>>
}

const OWN = 'https://parley.example'

/** Fetches a form as a browser without script does. */
export async function openPlain(test: TestApp, path: string, init: TestRequest = {}): Promise<PlainPageSeen> {
  return await see(test, path, await test.request(path, { origin: null, ...init }))
}

async function see(test: TestApp, path: string, response: Response): Promise<PlainPageSeen> {
  const { document } = new Window()
  document.write(await response.text())
  return {
    status: response.status,
    headers: response.headers,
    document,
    text: (document.body?.textContent ?? '').replace(/\s+/g, ' ').trim(),
    async send(filled, { fields = {}, headers, ...init } = {}) {
      const form = new URLSearchParams()
      for (const input of document.querySelectorAll('input[type=hidden]')) {
        form.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '')
      }
      for (const [step, values] of Object.entries(filled)) {
        for (const value of [values].flat()) form.append(`a.${step}`, value)
      }
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      const body = form.toString()
      const sent = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
      }
      const answer = await test.request(path, {
        origin: OWN,
        method: 'POST',
        body,
        headers: { ...sent, ...headers },
        ...init,
      })
      return await see(test, path, answer)
    },
  }
}
