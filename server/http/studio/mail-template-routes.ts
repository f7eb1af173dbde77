import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import { createMail } from '../../delivery/mail.ts'
import { describeFailure } from '../../delivery/outcome.ts'
import { mailOf } from '../../delivery/workspace-mail.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import type { MailValues } from '../../nurture/fill-in.ts'
import { mailTemplate, mailText, textFor } from '../../nurture/mail-template.ts'
import { loadMailValues, SAMPLE_VALUES } from '../../nurture/mail-values.ts'
import { loadNurtureSettings } from '../../nurture/nurture-settings.ts'
import { renderMail } from '../../nurture/render-mail.ts'
import {
  createTemplate,
  deleteTemplate,
  findTemplate,
  listTemplates,
  type SavedTemplate,
  updateTemplate,
} from '../../nurture/templates.ts'
import { unsubscribeUrl } from '../../nurture/unsubscribe-token.ts'
import type { MailPreview, MailTested, PreviewRequest, SaveTemplateRequest, TestMailRequest } from './nurture-types.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const id = z.string().min(1).max(64)
const locale = z.string().min(2).max(35)
const saveRequest = mailTemplate satisfies Accepts<SaveTemplateRequest>
const previewRequest = z.strictObject({ text: mailText, locale, lead: id.optional() }) satisfies Accepts<PreviewRequest>
const testRequest = z.strictObject({ locale, lead: id.optional() }) satisfies Accepts<TestMailRequest>

/** Mails that automations send: written, looked at, tried on oneself. */
export function mailTemplateRoutes(deps: Deps) {
  const { store, config } = deps
  const { db } = store
  const edit = requirePermission('edit_flows')

  async function one(workspaceId: string, templateId: string): Promise<SavedTemplate> {
    const template = await findTemplate(db, workspaceId, templateId)
    if (!template) throw new ApiError('not_found')
    return template
  }

  async function valuesFor(workspaceId: string, leadId: string | undefined, language: string): Promise<MailValues> {
    if (leadId === undefined) return SAMPLE_VALUES
    const lead = await db
      .selectFrom('leads')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', leadId)
      .executeTakeFirst()
    if (!lead) throw new ApiError('not_found')
    return await loadMailValues(db, { lead, locale: language, publicUrl: config.publicUrl })
  }

  return new Hono<StudioEnv>()
    .get('/mail-templates', async c => c.json<SavedTemplate[]>(await listTemplates(db, c.get('member').workspaceId)))
    .post('/mail-templates', edit, body(saveRequest), async c => {
      const { workspaceId } = c.get('member')
      const template = c.req.valid('json')
      const made = await store.write(trx => createTemplate(trx, deps, { workspaceId, template }))
      return c.json<SavedTemplate>(await one(workspaceId, made), 201)
    })
    .post('/mail-templates/preview', edit, body(previewRequest), async c => {
      const { text, locale: language, lead } = c.req.valid('json')
      const values = await valuesFor(c.get('member').workspaceId, lead, language)
      const mail = renderMail({ text: { ...text, locale: language }, values, imprint: '', unsubscribeUrl: null })
      return c.json<MailPreview>({ subject: mail.subject, blocks: mail.blocks, missing: mail.missing })
    })
    .put('/mail-templates/:id', edit, body(saveRequest), async c => {
      const { workspaceId } = c.get('member')
      const change = { workspaceId, id: c.req.param('id'), template: c.req.valid('json'), at: deps.now() }
      if (!(await store.write(trx => updateTemplate(trx, change)))) throw new ApiError('not_found')
      return c.json<SavedTemplate>(await one(workspaceId, change.id))
    })
    .delete('/mail-templates/:id', edit, async c => {
      const { workspaceId } = c.get('member')
      const { id: templateId } = await one(workspaceId, c.req.param('id'))
      const automations = await db
        .selectFrom('automations')
        .select(['name', 'spec_json'])
        .where('workspace_id', '=', workspaceId)
        .execute()
      const user = automations.find(({ spec_json }) => spec_json.includes(`"template":"${templateId}"`))
      if (user) throw new ApiError('conflict', { detail: `The automation “${user.name}” sends this mail.` })
      await store.write(trx => deleteTemplate(trx, workspaceId, templateId))
      return c.json({ ok: true as const })
    })
    .post('/mail-templates/:id/test', edit, body(testRequest), async c => {
      const { workspaceId, email, name, userId } = c.get('member')
      const template = await one(workspaceId, c.req.param('id'))
      const { locale: language, lead } = c.req.valid('json')
      const text = textFor(template, language)
      const values = await valuesFor(workspaceId, lead, text.locale)
      if (config.smtpUrl === undefined) {
        return c.json<MailTested>({ ok: false, detail: describeFailure('mail_not_configured') })
      }
      const { imprint } = await loadNurtureSettings(db, workspaceId)
      // As leads get it, link and all; this one takes nobody off a list but who asked for the test.
      const link = unsubscribeUrl(config, { workspace_id: workspaceId, id: `user:${userId}`, email })
      const mail = renderMail({ text, values, imprint, unsubscribeUrl: link })
      const send = mailOf(deps, createMail({ smtpUrl: config.smtpUrl, from: config.mailFrom }), workspaceId)
      const outcome = await send({
        id: deps.newId(),
        to: [{ name, address: email }],
        subject: `[Test] ${mail.subject}`,
        text: mail.text,
        html: mail.html,
      })
      const detail = outcome.ok ? `Sent to ${email}.` : describeFailure(outcome.code)
      return c.json<MailTested>({ ok: outcome.ok, detail })
    })
}
