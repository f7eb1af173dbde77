import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Me } from '#server/http/api-type.ts'
import { put } from '#studio/api.ts'
import { forgetMe, loadMe, me, nowhere } from '#studio/me.ts'

const ACME: Me = {
  user: { id: 'ann', name: 'Ann Lee', email: 'ann@acme.example' },
  workspace: { id: 'acme', name: 'Acme' },
  workspaces: [{ id: 'acme', name: 'Acme', role: 'owner' }],
  role: 'owner',
  can: [],
  now: 0,
}

beforeEach(forgetMe)
afterEach(() => vi.unstubAllGlobals())

/** Answers each request in turn; gives which workspace each was sent under. */
function answerWith(...answers: (() => Response | Promise<Response>)[]): (string | undefined)[] {
  const under: (string | undefined)[] = []
  vi.stubGlobal('fetch', async (_path: string, { headers }: { headers: Record<string, string> }) => {
    under.push(headers['x-parley-workspace'])
    const answer = answers[under.length - 1]
    if (!answer) throw new Error('asked once more than there are answers')
    return answer()
  })
  return under
}

const ok = (body: unknown) => () => Response.json(body)
const refused = (status: number, code: string) => () => Response.json({ code, title: code, status }, { status })
const unreachable = () => Promise.reject(new TypeError('no line'))

test('a failing look at who is signed in leaves the page bound to its workspace', async () => {
  const under = answerWith(ok(ACME), unreachable, refused(503, 'store_busy'), ok({}))
  await loadMe()
  await expect(loadMe()).rejects.toThrow('cannot be reached')
  await expect(loadMe()).rejects.toThrow('store_busy')
  await put('/workspace', {})
  expect(under).toEqual([undefined, 'acme', 'acme', 'acme'])
  expect(me.value).toEqual(ACME)
})

test('an ended session leaves nobody, and no workspace to ask under', async () => {
  const under = answerWith(ok(ACME), refused(401, 'unauthenticated'), refused(403, 'no_workspace'))
  await loadMe()
  await loadMe()
  expect([me.value, nowhere.value]).toEqual([null, false])
  await loadMe()
  expect([me.value, nowhere.value]).toEqual([null, true])
  expect(under).toEqual([undefined, 'acme', undefined])
})
