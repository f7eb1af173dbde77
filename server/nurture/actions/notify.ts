import { renderBookingLetter } from '../../booking/letter-html.ts'
import { seenInWords } from '../seen-in-words.ts'
import { type DoAction, messageIdOf } from './define-action.ts'

/** Tells people of the company about the lead, at any hour: they chose to be told. */
export const notify: DoAction<'notify'> = async (_trx, { config }, { lead, action, automation, seen, step }) => {
  if (config.smtpUrl === undefined) return { status: 'skipped', reason: 'mail_not_configured' }
  if (lead.consent_json === null) return { status: 'skipped', reason: 'consent_withdrawn' }
  const owner = action.owner && lead.owner_email ? [lead.owner_email] : []
  const to = [...new Set([...owner, ...(owner.length === 0 || !action.owner ? action.to : [])])]
  if (to.length === 0) return { status: 'skipped', reason: 'nobody_to_tell' }
  const who = lead.name ?? lead.email
  const rows = [
    ['Why', `${seenInWords(seen)}.`],
    ['Lead', [who, lead.company].filter(Boolean).join(', ')],
    ['E-mail', lead.email],
    ['Score', `${Math.round(lead.score)}: fit ${Math.round(lead.fit)}, engagement ${Math.round(lead.engagement)}`],
    ...(action.note ? [['Note', action.note] as const] : []),
  ] as const
  const link = { label: 'Open the lead card', url: `${config.publicUrl}/studio/leads/${lead.id}` }
  return {
    status: 'send',
    detail: { to: to.length },
    letter: {
      id: messageIdOf(step),
      to: to.map(address => ({ name: '', address })),
      replyTo: { name: who, address: lead.email },
      subject: `${automation.name}: ${who}`,
      ...renderBookingLetter({ title: `${automation.name}: ${who}`, rows, action: link }),
    },
  }
}
