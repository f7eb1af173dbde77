import { vi } from 'vitest'
import type { Draft } from '#server/http/api-type.ts'
import { detailOf, pricingDraft } from './pricing-draft.ts'

/** The network between a studio and its server, for one flow: drafts with versions, and faults on demand. */
export function createDraftServer() {
  const state = { draft: pricingDraft(), version: 1, saves: 0 }
  const faults: ('lost_request' | 'lost_answer' | { status: number; body: unknown })[] = []
  const json = (status: number, body: unknown) => Promise.resolve(Response.json(body, { status }))
  const answer = (method: string, path: string, body: Draft & { version: number }) => {
    if (method === 'GET') return json(200, detailOf(state.draft, state.version))
    if (body.version !== state.version) return problem(409, 'draft_changed')
    if (path.endsWith('/publish')) return json(200, { ...detailOf(state.draft, state.version), updatedAt: 99 })
    const { version: _sent, ...draft } = body
    state.draft = draft
    state.version += 1
    state.saves += 1
    return json(200, { version: state.version, updatedAt: state.version, checks: [] })
  }
  const problem = (status: number, code: string) => json(status, { code, status, title: code })
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    const fault = faults.shift()
    if (fault === 'lost_request') throw new TypeError('offline')
    if (typeof fault === 'object') return json(fault.status, fault.body)
    const answered = await answer(method, path, body ? JSON.parse(body) : undefined)
    if (fault === 'lost_answer') throw new TypeError('offline')
    return answered
  })
  return { state, faults }
}
