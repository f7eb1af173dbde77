import { z } from 'zod'
import { mailAddress } from '../mail.ts'
import { defineConnector } from './define-connector.ts'
import { composeAlert } from './email-alert.ts'
import { type AlertLead, readAlertLead, readHandOver } from './lead-payload.ts'

const settings = z.strictObject({
  to: z.array(mailAddress).min(1).max(20).meta({ title: 'Recipients', description: 'Who gets the alert.' }),
  leads: z
    .enum(['hot', 'qualified', 'every'])
    .default('qualified')
    .meta({ title: 'Leads', description: 'Which leads are worth a message.' }),
})

/** Tells people about a lead, with the way to its card. */
export const email = defineConnector({
  id: 'email',
  title: 'E-mail alert',
  description: 'Writes to salespeople when a lead comes in: who it is, why it matters, and the link to the lead card.',
  settings,
  secret: null,
  target: () => null,
  wants({ leads }, event, payload) {
    const handOver = readHandOver(payload)
    // The alert of the hand-over says it, and whose lead it is. Leads of somebody who leaves are too many for a mail each.
    if (handOver?.status === 'due' || handOver?.why === 'owner_left') return false
    if (event === 'lead.qualified' || event === 'lead.handed_over') {
      return leads !== 'hot' || readAlertLead(payload)?.temperature === 'hot'
    }
    return event === 'lead.captured' && leads === 'every'
  },
  async send({ settings: { to }, delivery }, { mail, publicUrl }) {
    if (!mail) return { ok: false, code: 'mail_not_configured', status: null, response: null }
    const lead = readAlertLead(delivery.payload)
    if (!lead) throw new TypeError('The payload has no lead.')
    return await mail({
      ...composeAlert(lead, {
        publicUrl,
        test: delivery.event === 'test.sent',
        verdict: delivery.verdict ?? null,
        handOver: readHandOver(delivery.payload),
      }),
      id: delivery.id,
      to: to.map(address => ({ name: '', address })),
      replyTo: toReplyTo(lead),
    })
  },
})

/** The answer to an alert goes to the lead, when its address is one. */
function toReplyTo({ name, email: address }: AlertLead) {
  const parsed = mailAddress.safeParse(address)
  return parsed.success ? { name: name ?? '', address: parsed.data } : undefined
}
