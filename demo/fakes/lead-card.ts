import { z } from 'zod'

/**
 * A lead as it came in a webhook. A CRM does not trust a sender's shape: what is missing or of another kind is
 * undefined or empty, and the raw payload stays beside it.
 */
export type LeadCard = z.infer<typeof leadCard>

const text = z.string().optional().catch(undefined)
const number = z.number().optional().catch(undefined)

const reason = z.object({ points: number, reason: text })
const answer = z.object({ field: text, question: text, answer: z.unknown() })

const leadCard = z.object({
  id: text,
  name: text,
  email: text,
  company: text,
  stage: text,
  temperature: text,
  score: z.object({ total: number, fit: number, engagement: number }).optional().catch(undefined),
  reasons: z.array(reason).catch([]),
  owner: z.object({ name: text, email: text }).optional().catch(undefined),
  answers: z.array(answer).catch([]),
  source: text,
  url: text,
})

/** Reads `data.lead`, or `data` itself when it has no `lead`. Never throws. */
export function toLeadCard(data: unknown): LeadCard {
  const lead = isRecord(data) && isRecord(data.lead) ? data.lead : data
  return leadCard.parse(isRecord(lead) ? lead : {})
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
