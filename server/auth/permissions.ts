export const ROLES = ['owner', 'marketer', 'sales', 'viewer'] as const

export type Role = (typeof ROLES)[number]

/** What a role may do beyond looking. */
export type Permission =
  | 'decide_leads'
  /** Say what is known of a lead, and note down what was done with it. */
  | 'note_leads'
  | 'export_leads'
  | 'edit_flows'
  | 'manage_site'
  | 'manage_destinations'
  | 'manage_members'
  | 'manage_api_keys'
  | 'import_data'

const GRANTED: Readonly<Record<Role, readonly Permission[]>> = {
  owner: [
    'decide_leads',
    'note_leads',
    'export_leads',
    'edit_flows',
    'manage_site',
    'manage_destinations',
    'manage_members',
    'manage_api_keys',
    'import_data',
  ],
  marketer: ['note_leads', 'export_leads', 'edit_flows', 'manage_site', 'manage_destinations', 'import_data'],
  sales: ['decide_leads', 'note_leads', 'export_leads'],
  viewer: [],
}

export function permissionsOf(role: Role): readonly Permission[] {
  return GRANTED[role]
}

export function isRole(value: string): value is Role {
  return Object.hasOwn(GRANTED, value)
}
