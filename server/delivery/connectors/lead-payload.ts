import { z } from 'zod'

/** The part of a payload that an alert needs. Read leniently: a payload that lacks something still makes an alert. */
export type AlertLead = z.infer<typeof alertLead>

const text = z.string().nullish().catch(null)

const alertLead = z.object({
  id: z.string(),
  name: text,
  email: text,
  company: text,
  temperature: z.enum(['hot', 'warm', 'cold', 'dead', 'disqualified']).nullish().catch(null),
  score: z.object({ total: z.number(), fit: z.number(), engagement: z.number() }).nullish().catch(null),
  reasons: z.array(z.object({ points: z.number(), reason: z.string() })).catch([]),
  owner: z.object({ name: z.string(), email: z.string() }).nullish().catch(null),
  answers: z.array(z.object({ question: z.string(), answer: z.string() })).catch([]),
  partial: z.boolean().catch(false),
  questions: z.array(z.object({ text: z.string(), reply: z.string().nullable() })).catch([]),
  title: text,
  companyDetails: z
    .object({ industry: text, staff: z.number().nullish().catch(null), country: text })
    .nullish()
    .catch(null),
  campaign: z.object({ medium: text, campaign: text, term: text }).nullish().catch(null),
  source: text,
  url: text,
})

const payloadSchema = z.object({ lead: alertLead })

/** The lead inside a payload, or null when there is none. */
export function readAlertLead(payload: unknown): AlertLead | null {
  const parsed = payloadSchema.safeParse(payload)
  return parsed.success ? parsed.data.lead : null
}

/** What a payload says of a hand-over: that one follows at once, or why there was one. */
export type AlertHandOver = z.infer<typeof handOver>

const handOver = z.object({
  status: z.enum(['due', 'done']),
  why: text,
  from: text,
  by: text,
  dueAt: text,
})

const handedOver = z.object({ handOver })

/** The hand-over inside a payload, or null when there is none. */
export function readHandOver(payload: unknown): AlertHandOver | null {
  const parsed = handedOver.safeParse(payload)
  return parsed.success ? parsed.data.handOver : null
}
