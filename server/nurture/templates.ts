import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { MailTemplateTable } from '../store/nurture-tables.ts'
import type { Database } from '../store/schema.ts'
import type { MailTemplate } from './mail-template.ts'

/** GET /api/mail-templates → SavedTemplate[] */
export interface SavedTemplate extends MailTemplate {
  readonly id: string
  readonly updatedAt: number
}

export async function listTemplates(db: Kysely<Database>, workspaceId: string): Promise<SavedTemplate[]> {
  const rows = await db
    .selectFrom('mail_templates')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(toTemplate)
}

export async function findTemplate(
  db: Kysely<Database>,
  workspaceId: string,
  id: string,
): Promise<SavedTemplate | null> {
  const row = await db
    .selectFrom('mail_templates')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toTemplate(row) : null
}

export async function createTemplate(
  trx: Kysely<Database>,
  { newId, now }: Pick<Deps, 'newId' | 'now'>,
  { workspaceId, template }: { readonly workspaceId: string; readonly template: MailTemplate },
): Promise<string> {
  const id = newId()
  const at = now()
  await trx
    .insertInto('mail_templates')
    .values({ workspace_id: workspaceId, id, ...columnsOf(template), created_at: at, updated_at: at })
    .execute()
  return id
}

/** False when there is none. */
export async function updateTemplate(
  trx: Kysely<Database>,
  {
    workspaceId,
    id,
    template,
    at,
  }: {
    readonly workspaceId: string
    readonly id: string
    readonly template: MailTemplate
    readonly at: number
  },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('mail_templates')
    .set({ ...columnsOf(template), updated_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function deleteTemplate(trx: Kysely<Database>, workspaceId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('mail_templates')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

function columnsOf({ name, purpose, locale, texts }: MailTemplate) {
  return { name, purpose, locale, texts_json: JSON.stringify(texts) }
}

function toTemplate({ id, name, purpose, locale, texts_json, updated_at }: MailTemplateTable): SavedTemplate {
  const texts = JSON.parse(texts_json) as MailTemplate['texts'] // written by `columnsOf` only
  return { id, name, purpose, locale, texts, updatedAt: updated_at }
}
