import { TextField } from '../ui/text-field.tsx'

/** Characters a new password has at least, as the server asks for. */
export const MIN_PASSWORD = 10

interface NewPasswordFieldProps {
  readonly label?: string
  readonly value: string
  readonly onText: (text: string) => void
}

/** Where somebody chooses a password. */
export function NewPasswordField({ label = 'Password', value, onText }: NewPasswordFieldProps) {
  return (
    <TextField
      label={label}
      type="password"
      autocomplete="new-password"
      required
      minLength={MIN_PASSWORD}
      hint={`At least ${MIN_PASSWORD} characters.`}
      value={value}
      onText={onText}
    />
  )
}
