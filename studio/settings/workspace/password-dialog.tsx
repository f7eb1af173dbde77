import { useState } from 'preact/hooks'
import type { ChangePasswordRequest } from '#server/http/api-type.ts'
import { explainBy, put } from '../../api.ts'
import { NewPasswordField } from '../../sign-in/new-password-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'

/** Changes one's own password. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const [form, setForm] = useState({ current: '', next: '' })
  const set = (part: keyof typeof form) => (text: string) => setForm(before => ({ ...before, [part]: text }))
  const change = async () => {
    await put('/me/password', form satisfies ChangePasswordRequest)
    tell('Your password is another one now. Other browsers are signed out.')
    onClose()
  }
  return (
    <FormDialog title="Change your password" act="Change password" enter={change} explain={explain} onClose={onClose}>
      <TextField
        label="Password now"
        type="password"
        autocomplete="current-password"
        required
        value={form.current}
        onText={set('current')}
      />
      <NewPasswordField label="New password" value={form.next} onText={set('next')} />
    </FormDialog>
  )
}

const explain = explainBy({ rate_limited: 'Too many tries. Wait a quarter of an hour, then try again.' })
