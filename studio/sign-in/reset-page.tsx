import { useState } from 'preact/hooks'
import type { ResetFor, ResetRequest } from '#server/http/api-type.ts'
import { post, RequestFailed } from '../api.ts'
import { TextField } from '../ui/text-field.tsx'
import { useLoad } from '../ui/use-load.ts'
import { Door, DoorFrame } from './door.tsx'
import { intoStudio, linkTrouble, useLinkToken } from './link-token.ts'

const MIN_PASSWORD = 10

/** Sets another password, through a link from an owner or from a mail. */
export function ResetPage() {
  const token = useLinkToken()
  const { data: of, error } = useLoad('reset', () => post<ResetFor>('/reset/look', { token }))
  const [password, setPassword] = useState('')
  if (error) {
    return (
      <DoorFrame {...linkTrouble(error)}>
        <a class="button" href="/studio/">
          Go to sign-in
        </a>
      </DoorFrame>
    )
  }
  if (!of) return null
  const reset = async () => {
    await post('/reset', { token, password } satisfies ResetRequest)
    intoStudio()
  }
  return (
    <Door
      title="Set another password"
      words={`For ${of.name}. Wherever else you are signed in, you are signed out.`}
      act="Set the password and sign in"
      enter={reset}
      explain={explain}
    >
      <TextField label="E-mail" type="email" autocomplete="username" disabled value={of.email} onText={() => {}} />
      <TextField
        label="New password"
        type="password"
        autocomplete="new-password"
        required
        minLength={MIN_PASSWORD}
        hint={`At least ${MIN_PASSWORD} characters.`}
        value={password}
        onText={setPassword}
      />
    </Door>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Reload the page and try again.'
  if (error.code === 'invalid_token' || error.code === 'link_expired') return linkTrouble(error).words
  return error.errors[0]?.message ?? error.message
}
