import { useState } from 'preact/hooks'
import type { ChangePasswordRequest } from '#server/http/api-type.ts'
import { put, RequestFailed } from '../../api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'

const MIN_PASSWORD = 10

/** Changes one's own password. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const [form, setForm] = useState({ current: '', next: '' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const set = (part: keyof typeof form) => (text: string) => setForm(before => ({ ...before, [part]: text }))
  const change = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      await put('/me/password', form satisfies ChangePasswordRequest)
      tell('Your password is another one now. Other browsers are signed out.')
      onClose()
    } catch (error) {
      setProblem(explain(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title="Change your password" onClose={onClose}>
      <form class="stack" onSubmit={change}>
        <TextField
          label="Password now"
          type="password"
          autocomplete="current-password"
          required
          value={form.current}
          onText={set('current')}
        />
        <TextField
          label="New password"
          type="password"
          autocomplete="new-password"
          required
          minLength={MIN_PASSWORD}
          hint={`At least ${MIN_PASSWORD} characters.`}
          value={form.next}
          onText={set('next')}
        />
        {problem && (
          <p class="notice" data-tone="bad" role="alert">
            {problem}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-look="main" disabled={busy}>
            Change password
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Try again.'
  if (error.status === 429) return 'Too many tries. Wait a quarter of an hour, then try again.'
  return error.errors[0]?.message ?? error.message
}
