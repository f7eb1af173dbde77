import type { ApiKeyRow } from '#server/http/api-type.ts'

export type ApiScope = ApiKeyRow['scopes'][number]

/** What a key can be allowed, with what it is for. */
export const SCOPES: readonly { readonly id: ApiScope; readonly label: string; readonly does: string }[] = [
  { id: 'events:write', label: 'Send events', does: 'What people did in mail, webinars, product, CRM.' },
  { id: 'outcomes:write', label: 'Send outcomes', does: 'Which leads were won, lost or rejected.' },
  { id: 'leads:read', label: 'Read leads', does: 'Leads and offline conversions.' },
  { id: 'leads:write', label: 'Write leads', does: 'Import leads and facts about them.' },
]

export function scopeInWords(scope: ApiScope): string {
  return SCOPES.find(({ id }) => id === scope)?.label.toLowerCase() ?? scope
}
