import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import { AD_NETWORKS, type AdNetwork, conversionCsvHead, conversionCsvRow } from '../../conversions/conversion-csv.ts'
import { CLICK_IDS, CONVERSION_KINDS, type Conversion, type ConversionKind } from '../../conversions/conversion-type.ts'
import { findConversions } from '../../conversions/find-conversions.ts'
import type { Deps } from '../../deps.ts'
import { type Accepts, query } from './request-parts.ts'
import { streamText } from './stream-text.ts'
import type { StudioEnv } from './studio-env.ts'

/** GET /api/conversions → ConversionCounts: of the last 90 days, by network and kind. */
export interface ConversionCounts {
  readonly networks: readonly {
    readonly id: 'google' | 'microsoft' | 'meta' | 'linkedin'
    readonly counts: Readonly<Record<ConversionKind, number>>
  }[]
}
/** GET /api/conversions.csv?network=google: the file that the network imports. */
export interface ConversionsQuery {
  readonly network: AdNetwork
}

const networkQuery = z.strictObject({ network: z.enum(AD_NETWORKS) }) satisfies Accepts<ConversionsQuery>

const SPAN_MS = 90 * 86_400_000

/** Offline conversions, to look at and to take to the ad networks. */
export function conversionRoutes(deps: Deps) {
  const exporters = requirePermission('export_leads')
  return new Hono<StudioEnv>()
    .get('/conversions', exporters, async c => {
      const counts = new Map<string, Record<ConversionKind, number>>()
      for await (const some of found(c.get('member').workspaceId)) {
        for (const { kind, clicks } of some) {
          for (const network of new Set(clicks.map(({ name }) => CLICK_IDS[name]))) {
            const own = counts.get(network) ?? none()
            own[kind] += 1
            counts.set(network, own)
          }
        }
      }
      const networks = Object.values(CLICK_IDS).map(id => ({ id, counts: counts.get(id) ?? none() }))
      return c.json<ConversionCounts>({ networks })
    })
    .get('/conversions.csv', exporters, query(networkQuery), c => {
      const { network } = c.req.valid('query')
      const { workspaceId } = c.get('member')
      return new Response(streamText(csvOf(network, found(workspaceId)), deps.log), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="parley-conversions-${network}.csv"`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      })
    })

  function found(workspaceId: string) {
    const until = deps.now()
    return findConversions(deps.store.db, { workspaceId, since: until - SPAN_MS, until })
  }
}

async function* csvOf(network: AdNetwork, conversions: AsyncIterable<readonly Conversion[]>): AsyncGenerator<string> {
  yield conversionCsvHead(network)
  for await (const some of conversions) {
    const rows = some.map(conversion => conversionCsvRow(network, conversion)).join('')
    if (rows) yield rows
  }
}

function none(): Record<ConversionKind, number> {
  return Object.fromEntries(CONVERSION_KINDS.map(kind => [kind, 0])) as Record<ConversionKind, number> // all kinds are named
}
