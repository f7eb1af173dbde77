import { z } from 'zod'
import { EgressError } from '../delivery/egress.ts'
import type { Deps } from '../deps.ts'

export interface TurnstileAnswer {
  readonly secret: string
  /** What the widget of Cloudflare gave the visitor's browser: good for once, for five minutes. */
  readonly answer: string
  /** It must have been given for this session. */
  readonly session: string
  /** On a page of one of these hosts. */
  readonly hosts: readonly string[]
}

/** Cloudflare calls the widget's purpose an action; ours asks for no other. */
export const TURNSTILE_ACTION = 'parley'

const SITEVERIFY = 'https://challenges.cloudflare.com/turnstile/v0/siteverify'
const TIMEOUT_MS = 8000

const verdict = z.object({
  success: z.boolean(),
  hostname: z.string().optional(),
  action: z.string().optional(),
  cdata: z.string().optional(),
  'error-codes': z.array(z.string()).optional(),
})

/**
 * Asks Cloudflare whether an answer holds (developers.cloudflare.com/turnstile/get-started/server-side-validation). False
 * also when it was given for another session or page, and when Cloudflare cannot be reached: who is held back stays so.
 */
export async function verifyTurnstile(
  { egress, log, config }: Pick<Deps, 'egress' | 'log' | 'config'>,
  { secret, answer, session, hosts }: TurnstileAnswer,
): Promise<boolean> {
  try {
    const { status, body } = await egress({
      url: config.turnstileUrl ?? SITEVERIFY,
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ secret, response: answer }),
      timeoutMs: TIMEOUT_MS,
    })
    const { success, hostname, action, cdata, 'error-codes': codes = [] } = verdict.parse(JSON.parse(body))
    if (!success) log.info({ status, codes }, 'a challenge was not passed')
    return success && action === TURNSTILE_ACTION && cdata === session && hosts.includes(hostname ?? '')
  } catch (error) {
    log.warn(
      { problem: error instanceof EgressError ? error.problem : 'no_verdict' },
      'a challenge could not be verified',
    )
    return false
  }
}
