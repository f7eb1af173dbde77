import { Hono } from 'hono'
import { z } from 'zod'
import { type ApiKeyEnv, requireApiKey } from '../../auth/api-keys.ts'
import { conversionFile } from '../../conversions/conversion-file.ts'
import { CONVERSION_KINDS, type Conversion } from '../../conversions/conversion-type.ts'
import { findConversions } from '../../conversions/find-conversions.ts'
import { AD_NETWORKS } from '../../conversions/network-files.ts'
import type { Deps } from '../../deps.ts'
import { otherMethods } from '../other-methods.ts'
import { parseBody } from '../read-json.ts'
import { streamText } from '../studio/stream-text.ts'
import { type PublicGate, sendJson } from './public-gate.ts'

const DAY_MS = 86_400_000
/** Most of one answer: ask for shorter spans when there are more. */
const MOST = 10_000

const time = z.coerce.number().int().min(0).max(8.64e15)

const fileQuery = z.strictObject({ network: z.enum(AD_NETWORKS), adConsent: z.literal('granted').optional() })

const conversionsQuery = z.strictObject({ since: time.optional(), until: time.optional() })

const conversion = z.strictObject({
  id: z.string().describe('The same each time it is asked for.'),
  lead: z.string(),
  kind: z.enum(CONVERSION_KINDS),
  at: z.int(),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  correctedAt: z.int().nullable().describe('When the amount was last corrected; null = not, as far as is known.'),
  clicks: z.array(
    z.strictObject({ name: z.enum(['gclid', 'msclkid', 'fbclid', 'li_fat_id']), value: z.string(), at: z.int() }),
  ),
})

export const conversionsResponse = z.strictObject({
  since: z.int(),
  until: z.int(),
  more: z.boolean().describe('There are more than one answer holds: ask for a shorter span.'),
  conversions: z.array(conversion),
  takenBack: z
    .array(conversion.extend({ takenBackAt: z.int() }))
    .describe('What was told before and no longer holds: a person took the move back, or moved the lead back.'),
})

/** With the network in the query; and in the name of the file, for those that take an address without a query only. */
const FILES = ['/conversions.csv', '/conversions/:file'] as const

/** `google.csv`; `google-granted.csv` for a banner that asks what networks may have. */
function namedIn(file: string | undefined): { readonly network?: string; readonly adConsent?: string } {
  const [, network, granted] = /^([a-z]+)(-granted)?\.csv$/.exec(file ?? '') ?? []
  return { ...(network && { network }), ...(granted && { adConsent: 'granted' }) }
}

/** `/conversions`: what came of people who had clicked on an advertisement, for the networks. */
export function conversionsRoutes(deps: Deps, gate: PublicGate): Hono<ApiKeyEnv> {
  const app = new Hono<ApiKeyEnv>()
  app.get(
    '/conversions',
    async (c, next) => {
      gate.limitAddress(c)
      await next()
    },
    requireApiKey(deps, 'leads:read'),
    async c => {
      const { workspaceId, id } = c.get('apiKey')
      gate.limits.site(`key:${id}`)
      const now = deps.now()
      const { since = now - 90 * DAY_MS, until = now } = parseBody(conversionsQuery, c.req.query())
      const found: Conversion[] = []
      for await (const some of findConversions(deps.store.reports, { workspaceId, since, until })) {
        found.push(...some)
        if (found.length > MOST) break
      }
      const told = found.slice(0, MOST).sort((a, b) => a.at - b.at)
      const conversions = told.flatMap(({ takenBackAt, ...one }) => (takenBackAt === null ? [one] : []))
      const takenBack = told.filter(({ takenBackAt }) => takenBackAt !== null)
      return sendJson({ since, until, more: found.length > MOST, conversions, takenBack }, 200, {})
    },
  )
  app.all('/conversions', otherMethods('GET', 'OPTIONS'))

  for (const path of FILES) {
    app.get(
      path,
      async (c, next) => {
        gate.limitAddress(c)
        await next()
      },
      // Networks that fetch a file by themselves sign in with a name and a password.
      requireApiKey(deps, 'leads:read', { basic: true }),
      c => {
        const { workspaceId, id } = c.get('apiKey')
        gate.limits.site(`key:${id}`)
        const { network, adConsent } = parseBody(fileQuery, { ...namedIn(c.req.param('file')), ...c.req.query() })
        const wish = { workspaceId, network, now: deps.now(), adConsent: adConsent === 'granted' }
        return new Response(streamText(conversionFile(deps.store.reports, wish), deps.log), {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': `attachment; filename="parley-conversions-${network}.csv"`,
            'cache-control': 'no-store',
            'x-content-type-options': 'nosniff',
          },
        })
      },
    )
    app.all(path, otherMethods('GET', 'OPTIONS'))
  }
  return app
}
