import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import { countTold } from '../../conversions/conversion-csv.ts'
import { conversionFile, FILE_SPAN_MS } from '../../conversions/conversion-file.ts'
import { CLICK_IDS, CONVERSION_KINDS, type Conversion, type ConversionKind } from '../../conversions/conversion-type.ts'
import { correctionCsvHead, correctionCsvRows, correctionsAmong } from '../../conversions/correction-csv.ts'
import { findConversions } from '../../conversions/find-conversions.ts'
import { AD_NETWORKS, type AdNetwork } from '../../conversions/network-files.ts'
import type { Deps } from '../../deps.ts'
import { type Accepts, query } from './request-parts.ts'
import { streamText } from './stream-text.ts'
import type { StudioEnv } from './studio-env.ts'

/** GET /api/conversions → ConversionCounts: of the last 90 days, by network and kind. */
export interface ConversionCounts {
  readonly networks: readonly {
    readonly id: 'google' | 'microsoft' | 'meta' | 'linkedin'
    /** What stands, whether the network still takes it or not. */
    readonly counts: Readonly<Record<ConversionKind, number>>
    /** What its file would say today, with hashed addresses where the network knows people by nothing else. */
    readonly file: ConversionFileCounts
  }[]
}
export interface ConversionFileCounts {
  readonly rows: number
  /** Left out: the click is older than the network takes. */
  readonly late: number
  /** Rows of the file of corrections; null where there is none. */
  readonly corrections: number | null
}
/** GET /api/conversions.csv?network=google: the file that the network imports. */
export interface ConversionsQuery {
  readonly network: AdNetwork
  /** `granted`: visitors who allowed to be tracked also allowed advertising networks to have data on them. */
  readonly adConsent?: 'granted'
}

const networkQuery = z.strictObject({
  network: z.enum(AD_NETWORKS),
  adConsent: z.literal('granted').optional(),
}) satisfies Accepts<ConversionsQuery>

/**
 * Offline conversions, to look at and to take to the ad networks; `/conversion-corrections.csv` is for Google Ads: what was
 * taken back or got another amount.
 */
export function conversionRoutes(deps: Deps) {
  const exporters = requirePermission('export_leads')
  return new Hono<StudioEnv>()
    .get('/conversions', exporters, async c => {
      const now = deps.now()
      const networks = new Map(Object.values(CLICK_IDS).map(id => [id, { counts: none(), rows: 0, late: 0 }]))
      let corrections = 0
      for await (const some of found(c.get('member').workspaceId)) {
        corrections += correctionsAmong(some, now).length
        for (const { kind, clicks } of some.filter(({ takenBackAt }) => takenBackAt === null)) {
          for (const { name } of clicks) {
            const network = networks.get(CLICK_IDS[name])
            if (network) network.counts[kind] += 1
          }
        }
        for (const id of AD_NETWORKS) {
          const network = networks.get(id)
          const { told, late } = countTold(some, { network: id, now, adConsent: true })
          if (!network) continue
          network.rows += told
          network.late += late
        }
      }
      return c.json<ConversionCounts>({
        networks: [...networks].map(([id, { counts, rows, late }]) => {
          return { id, counts, file: { rows, late, corrections: id === 'google' ? corrections : null } }
        }),
      })
    })
    .get('/conversions.csv', exporters, query(networkQuery), c => {
      const { network, adConsent } = c.req.valid('query')
      const { workspaceId } = c.get('member')
      const wish = { workspaceId, network, now: deps.now(), adConsent: adConsent === 'granted' }
      const pieces = conversionFile(deps.store.reports, wish)
      return download(pieces, `parley-conversions-${network}.csv`)
    })
    .get('/conversion-corrections.csv', exporters, c => {
      const now = deps.now()
      const pieces = filled(correctionCsvHead(), found(c.get('member').workspaceId), some =>
        correctionCsvRows(some, now),
      )
      return download(pieces, 'parley-conversion-corrections-google.csv')
    })

  function download(pieces: AsyncGenerator<string>, name: string): Response {
    return new Response(streamText(pieces, deps.log), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  }

  function found(workspaceId: string) {
    const now = deps.now()
    return findConversions(deps.store.reports, {
      workspaceId,
      since: now - FILE_SPAN_MS,
      until: now + 1,
      withEmail: true,
    })
  }
}

async function* filled(
  head: string,
  conversions: AsyncIterable<readonly Conversion[]>,
  toRows: (some: readonly Conversion[]) => string,
): AsyncGenerator<string> {
  yield head
  for await (const some of conversions) {
    const rows = toRows(some)
    if (rows) yield rows
  }
}

function none(): Record<ConversionKind, number> {
  return Object.fromEntries(CONVERSION_KINDS.map(kind => [kind, 0])) as Record<ConversionKind, number> // all kinds are named
}
