import { vi } from 'vitest'
import { templates } from '#flows/templates/index.ts'
import type { Draft, FlowDetail } from '#server/http/api-type.ts'
import { defaultRouting } from '#server/routing/default-routing.ts'
import { bant } from '#server/scoring/presets/bant.ts'

const owner = { id: 'ann', name: 'Ann', email: 'ann@acme.example' }

export function detailOf(draft: Draft, version: number): FlowDetail {
  return { id: draft.flow.id, version, ...draft, checks: [], live: null, releases: [], updatedAt: version }
}

export function pricingDraft(): Draft {
  const flow = templates.find(({ id }) => id === 'pricing')?.flow
  if (!flow) throw new Error('There is no pricing template.')
  return { flow, model: bant, routing: defaultRouting({ owner }), placement: { bubble: {} } }
}

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
