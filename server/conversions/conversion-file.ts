import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { conversionCsvHead, conversionCsvRows } from './conversion-csv.ts'
import { findConversions } from './find-conversions.ts'
import type { AdNetwork } from './network-files.ts'

/** How far back a file goes. */
export const FILE_SPAN_MS = 90 * 86_400_000

/** The file of a network in pieces: the conversions of the last 90 days that it takes. */
export async function* conversionFile(
  db: Kysely<Database>,
  {
    workspaceId,
    ...wish
  }: {
    readonly workspaceId: string
    readonly network: AdNetwork
    readonly now: number
    readonly adConsent: boolean
  },
): AsyncGenerator<string> {
  yield conversionCsvHead(wish)
  const { now, adConsent } = wish
  const asked = { workspaceId, since: now - FILE_SPAN_MS, until: now + 1, withEmail: adConsent }
  for await (const some of findConversions(db, asked)) {
    const rows = conversionCsvRows(some, wish)
    if (rows) yield rows
  }
}
