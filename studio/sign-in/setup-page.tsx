import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { SetupRequest } from '#server/http/api-type.ts'
import { explainBy, post } from '../api.ts'
import { loadMe } from '../me.ts'
import { TextField } from '../ui/text-field.tsx'
import { Door } from './door.tsx'
import { useLinkToken } from './link-token.ts'
import { NewPasswordField } from './new-password-field.tsx'

/** The first account, through the one-time link the server printed: its token is in the address after `#token=`. */
export function SetupPage() {
  const { route } = useLocation()
  const token = useLinkToken()
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
      <NewPasswordField value={form.password} onText={set('password')} />
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

const explain = explainBy({
  invalid_token: 'This link has been used or is not complete. Restart Parley to get a new one.',
})
