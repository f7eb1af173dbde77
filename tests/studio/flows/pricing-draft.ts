import { templates } from '#flows/templates/index.ts'
import type { Draft, FlowDetail } from '#server/http/api-type.ts'
import { defaultRouting } from '#server/routing/default-routing.ts'
import { bant } from '#server/scoring/presets/bant.ts'

const owner = { id: 'ann', name: 'Ann', email: 'ann@acme.example' }

/** What a new flow from the pricing template holds. */
export function pricingDraft(): Draft {
  const flow = templates.find(({ id }) => id === 'pricing')?.flow
  if (!flow) throw new Error('There is no pricing template.')
  return { flow, model: bant, routing: defaultRouting({ owner }), placement: [{ surface: 'bubble', shape: 'chat' }] }
}

export function detailOf(draft: Draft, version: number): FlowDetail {
  return { id: draft.flow.id, version, ...draft, checks: [], live: null, releases: [], updatedAt: version }
}
