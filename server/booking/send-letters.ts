import { clearTimeout, setTimeout } from 'node:timers'
import type { Kysely } from 'kysely'
import { createMail, type Mail, type MailMessage } from '../delivery/mail.ts'
import { nextAttemptAt } from '../delivery/retry-schedule.ts'
import { mailOf } from '../delivery/workspace-mail.ts'
import type { Deps } from '../deps.ts'
import type { BookingLetterTable } from '../store/booking-tables.ts'
import type { Database } from '../store/schema.ts'

export interface LetterSender {
  /** Letters wait: begin at once. Cheap, never throws. */
  wake(): void
  /** Takes nothing new and waits for what is on its way. */
  stop(): Promise<void>
  /** Sends until nothing is due, and resolves with the number of attempts made. */
  runOnce(): Promise<number>
}

type SenderDeps = Pick<Deps, 'config' | 'store' | 'log' | 'now' | 'randomBytes'>

/** Above the longest attempt. */
const LEASE_MS = 40_000
const POLL_MS = 5_000
const AT_ONCE = 10

/** Starts sending what `queueLetters` wrote, with the waits of the deliveries between tries. Any number may share a database. */
export function startLetters(deps: SenderDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): LetterSender {
  const { smtpUrl, mailFrom } = deps.config
  const mail = smtpUrl === undefined ? null : createMail({ smtpUrl, from: mailFrom })
  let running: Promise<number> | undefined
  let again = false
  let stopping = false

  async function sendAll(send: Mail): Promise<number> {
    let attempts = 0
    for (;;) {
      const letters = await claim(deps)
      attempts += letters.length
      await Promise.all(letters.map(letter => sendOne(deps, send, letter)))
      if (letters.length === 0 || stopping) return attempts
    }
  }

  function run(): Promise<number> {
    if (!mail || stopping) return Promise.resolve(0)
    again = running !== undefined
    running ??= sendAll(mail)
      .catch(error => {
        deps.log.warn({ err: error }, 'letters could not be claimed')
        return 0
      })
      .then(async sent => {
        running = undefined
        return again && !stopping ? sent + (await run()) : sent
      })
    return running
  }

  let timer = mail ? setTimeout(tick, 0).unref() : undefined
  function tick(): void {
    void run()
    timer = setTimeout(tick, poll).unref()
  }

  return {
    wake: () => void run(),
    async stop() {
      stopping = true
      clearTimeout(timer)
      await running
    },
    runOnce: run,
  }
}

/** Leases what is due: `next_at` moves ahead, so that a sender that dies gives its letters back. */
async function claim({ store, now }: SenderDeps): Promise<BookingLetterTable[]> {
  const at = now()
  // Looking first keeps an idle server from writing.
  if ((await due(store.db, at).limit(1).execute()).length === 0) return []
  return await store.write(async trx => {
    const query = due(trx, at).limit(AT_ONCE)
    const letters = await (store.engine === 'postgres' ? query.forUpdate().skipLocked() : query).execute()
    for (const { workspace_id, id } of letters) {
      await update(trx, { workspace_id, id }, { next_at: at + LEASE_MS })
    }
    return letters
  })
}

function due(db: Kysely<Database>, at: number) {
  return db
    .selectFrom('booking_letters')
    .selectAll()
    .where('status', '=', 'pending')
    .where('next_at', '<=', at)
    .orderBy('next_at')
    .orderBy('id')
}

async function sendOne(
  { store, log, now, randomBytes }: SenderDeps,
  mail: Mail,
  row: BookingLetterTable,
): Promise<void> {
  const letter = JSON.parse(row.letter_json) as MailMessage // written by `queueLetters` only
  const outcome = await mailOf({ store }, mail, row.workspace_id)(letter)
  const attempts = row.attempts + 1
  const next = outcome.ok ? null : nextAttemptAt({ attempts, now: now(), random: (randomBytes(1)[0] ?? 0) / 256 })
  if (!outcome.ok) log.warn({ letter: row.id, code: outcome.code }, 'an invitation could not be sent')
  try {
    await store.write(trx =>
      update(trx, row, {
        attempts,
        // Addresses and links need not stay once it is sent.
        ...(outcome.ok ? { status: 'sent' as const, letter_json: '{}' } : {}),
        ...(outcome.ok ? { error: null } : { error: outcome.code }),
        ...(!outcome.ok && next === null ? { status: 'dead' as const } : {}),
        ...(next === null ? {} : { next_at: next }),
      }),
    )
  } catch (error) {
    log.error({ err: error, letter: row.id }, 'a letter could not be written down as sent')
  }
}

async function update(
  trx: Kysely<Database>,
  { workspace_id, id }: Pick<BookingLetterTable, 'workspace_id' | 'id'>,
  change: Partial<BookingLetterTable>,
): Promise<void> {
  await trx
    .updateTable('booking_letters')
    .set(change)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}
