import { Hono } from 'hono'
import { z } from 'zod'
import { createAccountLetters } from '../../auth/account-letters.ts'
import type { Auth } from '../../auth/auth.ts'
import { askForReset, lookAtReset, redeemReset } from '../../auth/password-reset.ts'
import { PASSWORD_LENGTH } from '../../auth/password-rules.ts'
import { createSignInLimit } from '../../auth/sign-in-limit.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import type { createAddressReader } from '../public/client-address.ts'
import type { Doors, ForgotRequest, ResetFor, ResetRequest, TokenRequest } from './people-types.ts'
import { type Accepts, body } from './request-parts.ts'

const token = z.string().min(1).max(200)
const lookRequest = z.strictObject({ token }) satisfies Accepts<TokenRequest>
const resetRequest = z.strictObject({
  token,
  password: z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max),
}) satisfies Accepts<ResetRequest>
// Loose on purpose: what could be no address gets the same answer.
const forgotRequest = z.strictObject({ email: z.string().max(1000) }) satisfies Accepts<ForgotRequest>

/** Letters a person can be sent, and one caller can ask for, in a quarter of an hour. */
const LETTERS = { perAccount: 3, perAddress: 20 }

/** The door for whoever forgot their password. */
export function resetRoutes(deps: Deps, auth: Auth, addressOf: ReturnType<typeof createAddressReader>) {
  const letters = createAccountLetters(deps)
  const limit = createSignInLimit(deps, LETTERS)
  const mailed = deps.config.smtpUrl !== undefined

  return new Hono()
    .get('/doors', c => c.json<Doors>({ forgot: mailed }))
    .post('/auth/forgot', body(forgotRequest), c => {
      const { email } = c.req.valid('json')
      if (!mailed) {
        throw new ApiError('conflict', { detail: 'No mail server is set up. Ask an owner for a link.' })
      }
      limit.begin({ email, address: addressOf(c) })
      // After the answer: neither it nor its time says whether the address has an account.
      setImmediate(() => void send(email))
      return c.json({ ok: true as const })
    })
    .post('/reset/look', body(lookRequest), async c => {
      const { name, email } = await lookAtReset(deps, c.req.valid('json').token)
      return c.json<ResetFor>({ name, email })
    })
    .post('/reset', body(resetRequest), async c => {
      const request = c.req.valid('json')
      const { email } = await redeemReset(deps, request)
      const signedIn = await auth.signIn({ email, password: request.password, headers: c.req.raw.headers })
      if (signedIn.ok) for (const cookie of signedIn.cookies) c.header('set-cookie', cookie, { append: true })
      return c.json({ ok: true as const })
    })

  async function send(email: string): Promise<void> {
    try {
      const link = await askForReset(deps, email)
      if (link) await letters.reset(link)
    } catch (error) {
      deps.log.error({ err: error }, 'a link to set another password could not be made')
    }
  }
}
