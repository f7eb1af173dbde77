import type { Role } from '#server/http/api-type.ts'
import { ROLES } from '../../words-of-roles.ts'

interface RoleSelectProps {
  /** Whose role it is. */
  readonly name: string
  readonly role: Role
  readonly disabled: boolean
  readonly onPick: (role: Role) => void
}

export function RoleSelect({ name, role, disabled, onPick }: RoleSelectProps) {
  return (
    <select
      class="input role-select"
      data-size="small"
      aria-label={`Role of ${name}`}
      value={role}
      disabled={disabled}
      onChange={event => {
        const picked = ROLES.find(({ id }) => id === event.currentTarget.value)
        if (picked) onPick(picked.id)
      }}
    >
      {ROLES.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  )
}
