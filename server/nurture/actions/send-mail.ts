import type { Kysely } from 'kysely'
import { holds } from '#flows/condition.ts'
import { isTimeZone } from '../../booking/calendar-settings.ts'
import type { LeadTable } from '../../store/lead-tables.ts'
import type { Database } from '../../store/schema.ts'
import { clickUrl } from '../click-token.ts'
import { loadFactsOf } from '../condition-facts.ts'
import { fillIn } from '../fill-in.ts'
import { textFor } from '../mail-template.ts'
import { loadMailValues } from '../mail-values.ts'
import { mayMail } from '../may-mail.ts'
import { renderMail } from '../render-mail.ts'
import { dayStartAt, nextDayAt, nextInWindow } from '../send-window.ts'
import { findTemplate } from '../templates.ts'
import { unsubscribeUrl } from '../unsubscribe-token.ts'
import { type ActionResult, type DoAction, messageIdOf, type Task } from './define-action.ts'

/** A mail that waited for so long says nothing that still fits. */
const LATEST_MS = 14 * 86_400_000

/**
 * A mail from a template to the lead. All that may forbid it is asked again each time: consent, what has come up since, the
 * hours of the day where they are, how much they got today.
 */
export const sendMail: DoAction<'mail'> = async (trx, deps, task) => {
  const { lead, action, settings, now, step } = task
  const { config } = deps
  const template = await findTemplate(trx, lead.workspace_id, action.template)
  if (!template) return skipped('template_missing')
  if (config.smtpUrl === undefined) return skipped('mail_not_configured')
  const refusal = await mayMail(trx, { lead, purpose: template.purpose, secret: config.secret, now })
  if (refusal) return skipped(refusal)
  if (now - step.created_at > LATEST_MS) return skipped('too_late')
  if (await isUnlessMet(trx, task)) return skipped('unless_met')
  const wait = await whenAllowed(trx, task)
  if (wait) return wait

  const text = textFor(template, lead.locale)
  const values = await loadMailValues(trx, { lead, locale: text.locale, publicUrl: config.publicUrl })
  const unsubscribe = unsubscribeUrl(config, lead)
  const id = messageIdOf(step)
  const subject = fillIn(text.subject, values).text
  const of = { workspaceId: lead.workspace_id, leadId: lead.id, mail: id, sentAt: now, subject }
  const linkTo = (url: string, number: number) => clickUrl(config, { ...of, url, number })
  const mail = renderMail({
    ...{ text, values, imprint: settings.imprint, unsubscribeUrl: unsubscribe },
    ...(settings.countClicks && { linkTo }),
  })
  if (mail.missing.length > 0) return { status: 'skipped', reason: 'value_missing', detail: { missing: mail.missing } }
  return {
    status: 'send',
    detail: { template: template.id, subject: mail.subject, locale: text.locale },
    letter: {
      id,
      to: [{ name: lead.name ?? '', address: lead.email }],
      ...(lead.owner_email === null ? {} : { replyTo: { name: lead.owner_name ?? '', address: lead.owner_email } }),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      unsubscribeUrl: unsubscribe,
    },
  }
}

/** The lead's own zone where this runtime knows it, else the workspace's. */
export function zoneOf(lead: Pick<LeadTable, 'time_zone'>, settings: { readonly timeZone: string }): string {
  return lead.time_zone !== null && isTimeZone(lead.time_zone) ? lead.time_zone : settings.timeZone
}

async function whenAllowed(trx: Kysely<Database>, task: Task<'mail'>): Promise<ActionResult | null> {
  const { lead, settings, now } = task
  const zone = zoneOf(lead, settings)
  const open = nextInWindow(now, zone, settings)
  if (open === null) return skipped('no_open_day')
  if (open > now) return { status: 'wait', reason: 'quiet_hours', until: open }
  if ((await mailsToday(trx, task, dayStartAt(now, zone))) < settings.mailsPerDay) return null
  const until = nextInWindow(nextDayAt(now, zone), zone, settings)
  return until === null ? skipped('no_open_day') : { status: 'wait', reason: 'daily_cap', until }
}

/** Sent today, and on their way: the lead is locked, so that no two are let through at once. */
async function mailsToday(trx: Kysely<Database>, { lead, step, now }: Task<'mail'>, since: number): Promise<number> {
  const { count } = await trx
    .selectFrom('automation_steps')
    .select(eb => eb.fn.countAll().as('count'))
    .where('workspace_id', '=', lead.workspace_id)
    .where('lead_id', '=', lead.id)
    .where('kind', '=', 'mail')
    .where(eb =>
      eb.or([
        eb.and([eb('status', '=', 'done'), eb('done_at', '>=', since)]),
        eb.and([
          eb('status', '=', 'pending'),
          eb('leased_until', '>', now),
          eb.or([eb('run_id', '!=', step.run_id), eb('number', '!=', step.number)]),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function isUnlessMet(trx: Kysely<Database>, { automation, lead, now }: Task<'mail'>): Promise<boolean> {
  const { unless } = automation.spec
  if (!unless) return false
  return holds(unless, await loadFactsOf(trx, lead, now))
}

function skipped(reason: string): ActionResult {
  return { status: 'skipped', reason }
}
