import { useState } from 'preact/hooks'
import type { Doors } from '#server/http/api-type.ts'
import { explainBy, get, post } from '../api.ts'
import { loadMe } from '../me.ts'
import { TextField } from '../ui/text-field.tsx'
import { useLoad } from '../ui/use-load.ts'
import { Door } from './door.tsx'

export function SignInPage() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { data: doors } = useLoad('doors', () => get<Doors>('/doors'))
  const signIn = async () => {
    await post('/auth/sign-in/email', { email, password })
    await loadMe()
  }

  return (
    <Door title="Sign in" act="Sign in" enter={signIn} explain={explain}>
      <TextField label="E-mail" type="email" autocomplete="username" required value={email} onText={setEmail} />
      <TextField
        label="Password"
        type="password"
        autocomplete="current-password"
        required
        value={password}
        onText={setPassword}
      />
      {doors?.forgot ? (
        <a class="aside" href="/studio/forgot">
          Forgot your password?
        </a>
      ) : (
        doors && <p class="quiet aside">Forgot your password? An owner of your workspace can make you a link.</p>
      )}
    </Door>
  )
}

const explain = explainBy({
  unauthenticated: 'That e-mail and password do not belong together.',
  rate_limited: 'Too many tries. Wait a minute, then try again.',
})
