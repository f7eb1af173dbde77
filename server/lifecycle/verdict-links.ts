import { z } from 'zod'
import type { Config } from '../config.ts'
import type { VerdictLinks } from '../delivery/deliver.ts'
import { createVerdictToken, VERDICT_LINK_MS } from './verdict-token.ts'

const payloadSchema = z.object({
  lead: z.object({ id: z.string(), owner: z.object({ name: z.string() }).nullish().catch(null) }),
})

/** Makes the links of alerts, the same over all attempts of a delivery. */
export function createVerdictLinks({ secret, publicUrl }: Pick<Config, 'secret' | 'publicUrl'>): VerdictLinks {
  return ({ workspaceId, payload, at }) => {
    const parsed = payloadSchema.safeParse(payload)
    if (!parsed.success) return null
    const { id, owner } = parsed.data.lead
    const grant = { workspaceId, leadId: id, owner: owner?.name ?? '', expiresAt: at + VERDICT_LINK_MS }
    const link = (verdict: 'accept' | 'reject') =>
      `${publicUrl}/verdict/${createVerdictToken(secret, { ...grant, verdict })}`
    return { accept: link('accept'), reject: link('reject') }
  }
}
