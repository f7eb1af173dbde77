import { useState } from 'preact/hooks'
import type { InvitedTo, JoinRequest } from '#server/http/api-type.ts'
import { explainBy, post, RequestFailed } from '../api.ts'
import { TextField } from '../ui/text-field.tsx'
import { useLoad } from '../ui/use-load.ts'
import { roleInWords } from '../words-of-roles.ts'
import { Door } from './door.tsx'
import { intoStudio, LINK_WORDS, useLinkToken } from './link-token.ts'
import { NewPasswordField } from './new-password-field.tsx'
import { ShutDoor } from './shut-door.tsx'

/** What an invitation opens: a new account, or one more workspace for an account there is. */
export function JoinPage() {
  const token = useLinkToken()
  const { data: invited, error, reload } = useLoad('join', () => post<InvitedTo>('/join/look', { token }))
  if (error) return <ShutDoor error={error} retry={reload} />
  return invited ? <Join invited={invited} token={token} onSignedOut={reload} /> : null
}

interface JoinProps {
  readonly invited: InvitedTo
  readonly token: string
  /** The session ended since the invitation was looked up: another look asks for the password. */
  readonly onSignedOut: () => void
}

function Join({ invited, token, onSignedOut }: JoinProps) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const { hasAccount, signedIn } = invited
  const join = async () => {
    const request: JoinRequest = {
      token,
      ...(hasAccount ? {} : { name }),
      ...(hasAccount && signedIn ? {} : { password }),
    }
    try {
      await post('/join', request)
    } catch (error) {
      if (signedIn && error instanceof RequestFailed && error.code === 'unauthenticated') onSignedOut()
      throw error
    }
    intoStudio()
  }
  const explain = signedIn ? explainSignedIn : explainJoin

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
          {hasAccount ? (
            <TextField
              label="Password"
              type="password"
              autocomplete="current-password"
              required
              value={password}
              onText={setPassword}
            />
          ) : (
            <NewPasswordField value={password} onText={setPassword} />
          )}
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

const JOIN_WORDS = {
  ...LINK_WORDS,
  rate_limited: 'Too many tries. Wait a quarter of an hour, then try again.',
  already_member: 'You belong to this workspace already. Sign in at the usual address.',
} as const
const explainJoin = explainBy({ ...JOIN_WORDS, unauthenticated: 'That is not the password of this account.' })
const explainSignedIn = explainBy({
  ...JOIN_WORDS,
  unauthenticated: 'You were signed out meanwhile. Sign in with your password.',
})
