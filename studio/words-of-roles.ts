import type { Role } from '#server/http/api-type.ts'

/** The roles as people read them, from the one that may most. */
export const ROLES: readonly { readonly id: Role; readonly label: string; readonly does: string }[] = [
  { id: 'owner', label: 'Owner', does: 'May do everything.' },
  {
    id: 'marketer',
    label: 'Marketer',
    does: 'Edits and publishes flows, sets up site and destinations, corrects, imports and exports leads.',
  },
  { id: 'sales', label: 'Sales', does: 'Accepts, rejects, corrects and exports leads, and names competitors.' },
  { id: 'viewer', label: 'Viewer', does: 'Looks, changes nothing.' },
]

export function roleInWords(role: Role): string {
  return ROLES.find(({ id }) => id === role)?.label ?? role
}
