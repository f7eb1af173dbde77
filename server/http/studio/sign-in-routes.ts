import { Hono } from 'hono'
import { z } from 'zod'
import type { Auth } from '../../auth/auth.ts'
import { PASSWORD_LENGTH } from '../../auth/password-rules.ts'
import { isSetupOpen, redeemSetupLink } from '../../auth/setup-link.ts'
import { createSignInLimit } from '../../auth/sign-in-limit.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { createAddressReader } from '../public/client-address.ts'
import { joinRoutes } from './join-routes.ts'
import { type Accepts, body } from './request-parts.ts'
import { resetRoutes } from './reset-routes.ts'
import type { SetupRequest, SetupState, SignInRequest } from './studio-types.ts'

const name = z.string().trim().min(1).max(120)
const email = z.email().max(254)

const setupRequest = z.strictObject({
  token: z.string().min(1).max(200),
  name,
  email,
  password: z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max),
  workspace: name,
}) satisfies Accepts<SetupRequest>
// Loose on purpose: an address or password that could never be right gets the same answer as a wrong one.
const signInRequest = z.strictObject({
  email: z.string().max(1000),
  password: z.string().max(1000),
}) satisfies Accepts<SignInRequest>

/** The doors that need no sign-in: first run, invitation, sign-in, forgotten password, sign-out. */
export function signInRoutes(deps: Deps, auth: Auth) {
  const limit = createSignInLimit(deps)
  const addressOf = createAddressReader(deps.config.trustedProxies)

  return new Hono()
    .route('/', joinRoutes(deps, auth, { limit, addressOf }))
    .route('/', resetRoutes(deps, auth, addressOf))
    .get('/setup', async c => c.json<SetupState>({ open: await isSetupOpen(deps) }))
    .post('/setup', body(setupRequest), async c => {
      const request = c.req.valid('json')
      await redeemSetupLink(deps, request)
      const signedIn = await auth.signIn({ ...request, headers: c.req.raw.headers })
      if (signedIn.ok) for (const cookie of signedIn.cookies) c.header('set-cookie', cookie, { append: true })
      return c.json({ ok: true as const }, 201)
    })
    .post('/auth/sign-in/email', body(signInRequest), async c => {
      const { email, password } = c.req.valid('json')
      const attempt = { email, address: addressOf(c) }
      limit.begin(attempt)
      const signedIn = await auth.signIn({ email, password, headers: c.req.raw.headers })
      if (!signedIn.ok)
        throw new ApiError('unauthenticated', { detail: 'The e-mail address or the password is wrong.' })
      limit.succeeded(attempt)
      for (const cookie of signedIn.cookies) c.header('set-cookie', cookie, { append: true })
      return c.json({ ok: true as const })
    })
    .post('/auth/sign-out', async c => {
      for (const cookie of await auth.signOut(c.req.raw.headers)) c.header('set-cookie', cookie, { append: true })
      return c.json({ ok: true as const })
    })
}
