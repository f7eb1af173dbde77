import { useState } from 'preact/hooks'
import type { ResetFor, ResetRequest } from '#server/http/api-type.ts'
import { explainBy, post } from '../api.ts'
import { TextField } from '../ui/text-field.tsx'
import { useLoad } from '../ui/use-load.ts'
import { Door } from './door.tsx'
import { intoStudio, LINK_WORDS, useLinkToken } from './link-token.ts'
import { NewPasswordField } from './new-password-field.tsx'
import { ShutDoor } from './shut-door.tsx'

/** Sets another password, through a link from an owner or from a mail. */
export function ResetPage() {
  const token = useLinkToken()
  const { data: of, error, reload } = useLoad('reset', () => post<ResetFor>('/reset/look', { token }))
  const [password, setPassword] = useState('')
  if (error) return <ShutDoor error={error} retry={reload} />
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
      <NewPasswordField label="New password" value={password} onText={setPassword} />
    </Door>
  )
}

const explain = explainBy(LINK_WORDS)
