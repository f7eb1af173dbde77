import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { SetupRequest } from '#server/http/api-type.ts'
import { post, RequestFailed } from '../api.ts'
import { loadMe } from '../me.ts'
import { TextField } from '../ui/text-field.tsx'
import { Door } from './door.tsx'

const MIN_PASSWORD = 10

/** The first account, through the one-time link the server printed: its token is in the address after `#token=`. */
export function SetupPage() {
  const { route } = useLocation()
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  const [form, setForm] = useState({ name: '', email: '', password: '', workspace: '' })
  const set = (part: keyof typeof form) => (text: string) => setForm(before => ({ ...before, [part]: text }))

  const create = async () => {
    await post('/setup', { token, ...form } satisfies SetupRequest)
    await loadMe()
    route('/studio/leads', true)
  }

  return (
    <Door
      title="Create your account"
      words="You will own this installation and can invite colleagues later."
      act="Create account"
      enter={create}
      explain={explain}
    >
      <TextField label="Your name" autocomplete="name" required value={form.name} onText={set('name')} />
      <TextField
        label="Work e-mail"
        type="email"
        autocomplete="username"
        required
        value={form.email}
        onText={set('email')}
      />
      <TextField
        label="Password"
        type="password"
        autocomplete="new-password"
        required
        minLength={MIN_PASSWORD}
        hint={`At least ${MIN_PASSWORD} characters.`}
        value={form.password}
        onText={set('password')}
      />
      <TextField
        label="Company"
        autocomplete="organization"
        required
        value={form.workspace}
        onText={set('workspace')}
      />
    </Door>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Reload the page and try again.'
  if (error.code === 'invalid_token')
    return 'This link has been used or is not complete. Restart Parley to get a new one.'
  return error.errors[0]?.message ?? error.message
}
