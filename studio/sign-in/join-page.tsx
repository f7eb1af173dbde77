import { useState } from 'preact/hooks'
import type { InvitedTo, JoinRequest } from '#server/http/api-type.ts'
import { post, RequestFailed } from '../api.ts'
import { TextField } from '../ui/text-field.tsx'
import { useLoad } from '../ui/use-load.ts'
import { roleInWords } from '../words-of-roles.ts'
import { Door, DoorFrame } from './door.tsx'
import { intoStudio, linkTrouble, useLinkToken } from './link-token.ts'

const MIN_PASSWORD = 10

/** What an invitation opens: a new account, or one more workspace for an account there is. */
export function JoinPage() {
  const token = useLinkToken()
  const { data: invited, error } = useLoad('join', () => post<InvitedTo>('/join/look', { token }))
  if (error) {
    return (
      <DoorFrame {...linkTrouble(error)}>
        <a class="button" href="/studio/">
          Go to sign-in
        </a>
      </DoorFrame>
    )
  }
  return invited ? <Join invited={invited} token={token} /> : null
}

function Join({ invited, token }: { readonly invited: InvitedTo; readonly token: string }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const { hasAccount, signedIn } = invited
  const join = async () => {
    const request: JoinRequest = {
      token,
      ...(hasAccount ? {} : { name }),
      ...(hasAccount && signedIn ? {} : { password }),
    }
    await post('/join', request)
    intoStudio()
  }

  return (
    <Door title={`Join ${invited.workspace}`} words={words(invited)} act={act(invited)} enter={join} explain={explain}>
      {!hasAccount && <TextField label="Your name" autocomplete="name" required value={name} onText={setName} />}
      {!signedIn && (
        <>
          <TextField
            label="E-mail"
            type="email"
            autocomplete="username"
            disabled
            value={invited.email}
            onText={() => {}}
          />
          <TextField
            label="Password"
            type="password"
            autocomplete={hasAccount ? 'current-password' : 'new-password'}
            required
            {...(hasAccount ? {} : { minLength: MIN_PASSWORD, hint: `At least ${MIN_PASSWORD} characters.` })}
            value={password}
            onText={setPassword}
          />
        </>
      )}
    </Door>
  )
}

function words({ by, role, hasAccount, signedIn, email }: InvitedTo): string {
  const who = `${by ?? 'An owner'} invited you as ${roleInWords(role).toLowerCase()}.`
  if (signedIn) return `${who} You are signed in as ${email}.`
  return hasAccount ? `${who} You have an account already: sign in with it.` : `${who} Make your account.`
}

function act({ hasAccount, signedIn }: InvitedTo): string {
  if (signedIn) return 'Join'
  return hasAccount ? 'Sign in and join' : 'Create account and join'
}

function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Reload the page and try again.'
  if (error.code === 'unauthenticated') return 'That is not the password of this account.'
  if (error.code === 'rate_limited') return 'Too many tries. Wait a quarter of an hour, then try again.'
  if (error.code === 'already_member') return 'You belong to this workspace already. Sign in at the usual address.'
  if (error.code === 'invalid_token' || error.code === 'link_expired') return linkTrouble(error).words
  return error.errors[0]?.message ?? error.message
}
