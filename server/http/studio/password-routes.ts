import { Hono } from 'hono'
import { z } from 'zod'
import type { Auth } from '../../auth/auth.ts'
import { changePassword } from '../../auth/change-password.ts'
import { PASSWORD_LENGTH } from '../../auth/password-rules.ts'
import { createSignInLimit } from '../../auth/sign-in-limit.ts'
import type { Deps } from '../../deps.ts'
import type { ChangePasswordRequest } from './people-types.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const changeRequest = z.strictObject({
  current: z.string().min(1).max(1000),
  next: z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max),
}) satisfies Accepts<ChangePasswordRequest>

/** One's own password. Whoever found a browser open must know the present one, and gets as few tries as at the door. */
export function passwordRoutes(deps: Deps, auth: Auth) {
  const limit = createSignInLimit(deps)
  return new Hono<StudioEnv>().put('/me/password', body(changeRequest), async c => {
    const { userId, email } = c.get('member')
    const { current, next } = c.req.valid('json')
    limit.begin({ email })
    await changePassword(deps, { userId, current, next })
    limit.succeeded({ email })
    const signedIn = await auth.signIn({ email, password: next, headers: c.req.raw.headers })
    if (signedIn.ok) for (const cookie of signedIn.cookies) c.header('set-cookie', cookie, { append: true })
    return c.json({ ok: true as const })
  })
}
