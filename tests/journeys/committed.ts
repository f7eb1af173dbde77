import { eventually } from '../support/eventually.ts'
import type { Running } from '../support/running.ts'

/** Waits until so many answers are in the server's log; gives the steps that were answered, in order. */
export async function committed({ deps }: Running, answers: number): Promise<string[]> {
  const rows = await eventually(`${answers} answers in the log`, async () => {
    const found = await deps()
      .store.db.selectFrom('session_events')
      .select(['body_json', 'seq'])
      .where('type', '=', 'answered')
      .orderBy('session_id')
      .orderBy('seq')
      .execute()
    return found.length >= answers ? found : undefined
  })
  return rows.map(row => (JSON.parse(row.body_json) as { step: string }).step) // an answer names its step
}

/** How many sessions there are. */
export async function countSessions({ deps }: Running): Promise<number> {
  return (await deps().store.db.selectFrom('sessions').select('id').execute()).length
}
