import { betterAuth } from 'better-auth'
import type { Deps } from '../deps.ts'
import { authOptions } from './auth-options.ts'

/** Sign-in, as the rest of the server sees it. Cookies are whole `Set-Cookie` values to be sent on. */
export interface Auth {
  /** A new session, never the one the headers name. Takes as long for an address nobody has. */
  signIn(input: SignIn): Promise<{ readonly ok: true; readonly cookies: readonly string[] } | { readonly ok: false }>
  /** Ends the session the headers name, when there is one. */
  signOut(headers: Headers): Promise<readonly string[]>
  /**
   * Who the headers' cookie belongs to; null when it is missing, forged or expired. Believes a signed copy in the cookie
   * for a minute: whether the session still exists, and in which workspace it is, is for `findMember`.
   */
  session(headers: Headers): Promise<SignedIn | null>
}

export interface SignIn {
  readonly email: string
  readonly password: string
  readonly headers: Headers
}

export interface SignedIn {
  readonly sessionId: string
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly cookies: readonly string[]
}

type AuthDeps = Pick<Deps, 'config' | 'store' | 'newId' | 'log'>

/** better-auth on the store's own connection. Its address is the configured one, never a Host header's. */
export function createAuth(deps: AuthDeps): Auth {
  const { api } = betterAuth(authOptions(deps))

  return {
    async signIn({ email, password, headers }) {
      const response = await api.signInEmail({ body: { email, password }, headers, asResponse: true })
      if (response.status === 401 || response.status === 400) return { ok: false }
      if (!response.ok) throw new Error(`Sign-in answered ${response.status}.`)
      // The session of whoever used this browser before must not outlive the sign-in of someone else.
      if (headers.has('cookie')) await api.signOut({ headers })
      return { ok: true, cookies: response.headers.getSetCookie() }
    },

    async signOut(headers) {
      const response = await api.signOut({ headers, asResponse: true })
      return response.headers.getSetCookie()
    },

    async session(headers) {
      if (!headers.has('cookie')) return null
      const found = await api.getSession({ headers, returnHeaders: true })
      if (!found.response) return null
      const { user, session } = found.response
      return {
        sessionId: session.id,
        userId: user.id,
        name: user.name,
        email: user.email,
        cookies: found.headers.getSetCookie(),
      }
    },
  }
}
