import { Hono } from 'hono'
import { z } from 'zod'
import type { Auth } from '../../auth/auth.ts'
import { joinAsUser, joinWithAccount, lookAtInvitation } from '../../auth/join.ts'
import { PASSWORD_LENGTH } from '../../auth/password-rules.ts'
import { findSession } from '../../auth/sessions.ts'
import type { SignInLimit } from '../../auth/sign-in-limit.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import type { createAddressReader } from '../public/client-address.ts'
import type { InvitedTo, JoinRequest, TokenRequest } from './people-types.ts'
import { type Accepts, body } from './request-parts.ts'

const token = z.string().min(1).max(200)
const lookRequest = z.strictObject({ token }) satisfies Accepts<TokenRequest>
const joinRequest = z.strictObject({
  token,
  name: z.string().trim().min(1).max(120).optional(),
  password: z.string().min(1).max(1000).optional(),
}) satisfies Accepts<JoinRequest>
const newPassword = z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max)

interface Guards {
  readonly limit: SignInLimit
  readonly addressOf: ReturnType<typeof createAddressReader>
}

/** The door for the invited. */
export function joinRoutes(deps: Deps, auth: Auth, { limit, addressOf }: Guards) {
  return new Hono()
    .post('/join/look', body(lookRequest), async c => {
      const { invitation, workspace, userId } = await lookAtInvitation(deps, c.req.valid('json').token)
      const session = await findSession(deps, auth, c.req.raw.headers)
      return c.json<InvitedTo>({
        workspace: workspace.name,
        email: invitation.email,
        role: invitation.role,
        by: invitation.by,
        expiresAt: invitation.expiresAt,
        hasAccount: userId !== null,
        signedIn: userId !== null && session?.userId === userId,
      })
    })
    .post('/join', body(joinRequest), async c => {
      const { token, name, password } = c.req.valid('json')
      const { headers } = c.req.raw
      const { invitation, userId } = await lookAtInvitation(deps, token)
      if (userId === null) {
        const checked = newPassword.safeParse(password)
        if (name === undefined || !checked.success) throw missing(name)
        await joinWithAccount(deps, { token, name, password: checked.data })
        await signIn({ email: invitation.email, password: checked.data })
        return c.json({ ok: true as const }, 201)
      }
      const session = await findSession(deps, auth, headers)
      if (password === undefined) {
        if (session === null) throw new ApiError('unauthenticated', { detail: 'Sign in with your password.' })
        await joinAsUser(deps, { token, proof: session })
        return c.json({ ok: true as const })
      }
      const attempt = { email: invitation.email, address: addressOf(c) }
      limit.begin(attempt)
      await joinAsUser(deps, { token, proof: { password } })
      limit.succeeded(attempt)
      await signIn({ email: invitation.email, password })
      return c.json({ ok: true as const })

      async function signIn(who: { readonly email: string; readonly password: string }): Promise<void> {
        const signedIn = await auth.signIn({ ...who, headers })
        if (signedIn.ok) for (const cookie of signedIn.cookies) c.header('set-cookie', cookie, { append: true })
      }
    })
}

function missing(name: string | undefined): ApiError {
  const part =
    name === undefined
      ? { pointer: '/name', message: 'Tell your name.' }
      : {
          pointer: '/password',
          message: `Choose a password of ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters.`,
        }
  return new ApiError('invalid_body', { errors: [{ ...part, code: 'required' }] })
}
