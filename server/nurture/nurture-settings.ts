import type { Kysely } from 'kysely'
import { z } from 'zod'
import { isTimeZone } from '../booking/calendar-settings.ts'
import type { Database } from '../store/schema.ts'
import { WEEKDAYS } from './send-window.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write a time like 09:00.')

/** When and how much is sent, for all automations of a workspace. */
export const nurtureSettings = z
  .strictObject({
    /** Nothing is done while it is on; what falls due waits. */
    paused: z.boolean(),
    /** For people whose own zone is not known. */
    timeZone: z.string().max(64).refine(isTimeZone, 'Name a time zone, such as Europe/Berlin.'),
    days: z.array(z.enum(WEEKDAYS)).min(1, 'Leave at least one day.').max(7).readonly(),
    from: time,
    to: time,
    /** Mails to one person on one day of theirs. */
    mailsPerDay: z.int().min(1).max(20),
    /** Links in mails lead over Parley, so that a click is seen. */
    countClicks: z.boolean().default(true),
    /** Under each mail: who sends it and where they are. */
    imprint: z.string().trim().max(500),
  })
  .readonly()
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'The last hour comes after the first.' })

export type NurtureSettings = z.infer<typeof nurtureSettings>

const INITIAL: NurtureSettings = {
  paused: false,
  timeZone: 'UTC',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '09:00',
  to: '18:00',
  mailsPerDay: 1,
  countClicks: true,
  imprint: '',
}

export async function loadNurtureSettings(db: Kysely<Database>, workspaceId: string): Promise<NurtureSettings> {
  const row = await db
    .selectFrom('nurture_settings')
    .select('settings_json')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ? { ...INITIAL, ...(JSON.parse(row.settings_json) as Partial<NurtureSettings>) } : INITIAL // written below only
}

export async function saveNurtureSettings(
  trx: Kysely<Database>,
  workspaceId: string,
  { settings, at }: { readonly settings: NurtureSettings; readonly at: number },
): Promise<void> {
  const values = { settings_json: JSON.stringify(settings), paused: settings.paused ? 1 : 0, updated_at: at }
  await trx
    .insertInto('nurture_settings')
    .values({ workspace_id: workspaceId, ...values })
    .onConflict(conflict => conflict.column('workspace_id').doUpdateSet(values))
    .execute()
}
