import { Hono } from 'hono'
import { z } from 'zod'
import { type ApiKeyEnv, requireApiKey } from '../../auth/api-keys.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { OUTCOME_LIMITS, type OutcomeResult, outcomeSchema, takeOutcomes } from '../../lifecycle/take-outcomes.ts'
import { STAGES } from '../../scoring/stage.ts'
import { otherMethods } from '../other-methods.ts'
import { parseBody, readJson } from '../read-json.ts'
import { type PublicGate, sendJson } from './public-gate.ts'

const source = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'Use small letters, digits, _ and -.')
  .optional()
  .describe('Which of your systems tells this: ids need be unique within it only. Default: api.')

/** POST /v1/outcomes, for its description; what is read is judged outcome by outcome. */
export const outcomesRequest = z.strictObject({ source, outcomes: z.array(outcomeSchema).min(1) })

/** The envelope alone: a bad outcome must not spoil the others. */
const envelope = z.strictObject({ source, outcomes: z.array(z.unknown()).min(1) })

export const outcomesResponse = z.strictObject({
  accepted: z.int(),
  updated: z.int(),
  duplicates: z.int(),
  refused: z.int(),
  results: z.array(
    z.strictObject({
      id: z.string().nullable().describe('As you sent it; null when it could not be read.'),
      status: z.enum(['accepted', 'updated', 'duplicate', 'refused']),
      lead: z.string().optional(),
      stage: z.enum(STAGES).optional().describe('Where the lead stands now.'),
      code: z.string().describe('Stable: decide by it, never by the detail.').optional(),
      detail: z.string().optional(),
      pointer: z.string().optional().describe('RFC 6901, into the outcome.'),
    }),
  ),
})

/** What came of leads, told by the CRM: `POST /outcomes` with an API key. */
export function outcomesRoutes(deps: Deps, gate: PublicGate): Hono<ApiKeyEnv> {
  const app = new Hono<ApiKeyEnv>()
  app.post(
    '/outcomes',
    async (c, next) => {
      // Before the key is looked up, so that guessing one is limited too.
      gate.limitAddress(c)
      await next()
    },
    requireApiKey(deps, 'outcomes:write'),
    async c => {
      const { workspaceId, id, name } = c.get('apiKey')
      gate.limits.site(`key:${id}`)
      const body = await readJson(c, { limit: OUTCOME_LIMITS.bodyBytes })
      const { source = 'api', outcomes } = parseBody(envelope, body)
      if (outcomes.length > OUTCOME_LIMITS.perRequest) {
        throw new ApiError('too_many_events', { detail: `Send ${OUTCOME_LIMITS.perRequest} outcomes at most at once.` })
      }
      return sendJson(
        answerOf(await takeOutcomes(deps, { workspaceId, source, actor: { id, name }, outcomes })),
        200,
        {},
      )
    },
  )
  app.all('/outcomes', otherMethods('POST', 'OPTIONS'))
  return app
}

function answerOf(results: readonly OutcomeResult[]) {
  const count = (status: OutcomeResult['status']) => results.filter(result => result.status === status).length
  return {
    accepted: count('accepted'),
    updated: count('updated'),
    duplicates: count('duplicate'),
    refused: count('refused'),
    results,
  }
}
