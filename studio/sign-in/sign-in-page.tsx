import { useState } from 'preact/hooks'
import { post, RequestFailed } from '../api.ts'
import { loadMe } from '../me.ts'
import { Icon } from '../ui/icon.tsx'
import { TextField } from '../ui/text-field.tsx'

export function SignInPage() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const signIn = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await post('/auth/sign-in/email', { email, password })
      await loadMe()
    } catch (error) {
      setProblem(explain(error))
      setBusy(false)
    }
  }

  return (
    <main class="door">
      <div class="panel">
        <span class="brand">
          <Icon name="mark" />
          Parley
        </span>
        <h1>Sign in</h1>
        <form onSubmit={signIn}>
          <TextField label="E-mail" type="email" autocomplete="username" required value={email} onText={setEmail} />
          <TextField
            label="Password"
            type="password"
            autocomplete="current-password"
            required
            value={password}
            onText={setPassword}
          />
          {problem && (
            <p class="notice" data-tone="bad" role="alert">
              {problem}
            </p>
          )}
          <button type="submit" class="button" data-look="main" disabled={busy}>
            Sign in
          </button>
        </form>
      </div>
    </main>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Reload the page and try again.'
  if (error.status === 401) return 'That e-mail and password do not belong together.'
  if (error.status === 429) return 'Too many tries. Wait a minute, then try again.'
  return error.message
}
