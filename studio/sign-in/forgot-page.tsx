import { useState } from 'preact/hooks'
import type { ForgotRequest } from '#server/http/api-type.ts'
import { explainBy, post } from '../api.ts'
import { TextField } from '../ui/text-field.tsx'
import { Door, DoorFrame } from './door.tsx'

/** Asks for a link to set another password. What it says is the same for an address nobody has. */
export function ForgotPage() {
  const [email, setEmail] = useState('')
  const [asked, setAsked] = useState(false)
  const ask = async () => {
    await post('/auth/forgot', { email } satisfies ForgotRequest)
    setAsked(true)
  }
  if (asked) {
    return (
      <DoorFrame
        title="Look into your mail"
        words={`If ${email} has an account here, a link to set another password is on its way. It works for an hour.`}
      >
        <a class="button" href="/studio/">
          Back to sign-in
        </a>
      </DoorFrame>
    )
  }
  return (
    <Door
      title="Forgot your password?"
      words="We send a link to set another one."
      act="Send the link"
      enter={ask}
      explain={explain}
    >
      <TextField label="E-mail" type="email" autocomplete="username" required value={email} onText={setEmail} />
      <a class="aside" href="/studio/">
        Back to sign-in
      </a>
    </Door>
  )
}

const explain = explainBy({ rate_limited: 'Too many tries. Wait a quarter of an hour, then try again.' })
