import { useState } from 'preact/hooks'
import { post, RequestFailed } from '../api.ts'
import { loadMe } from '../me.ts'
import { TextField } from '../ui/text-field.tsx'
import { Door } from './door.tsx'

export function SignInPage() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
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
    </Door>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Reload the page and try again.'
  if (error.status === 401) return 'That e-mail and password do not belong together.'
  if (error.status === 429) return 'Too many tries. Wait a minute, then try again.'
  return error.message
}
