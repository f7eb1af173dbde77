import type { SourceOwner, SourceRank } from '#server/http/api-type.ts'

/** Priorities as people choose them. */
export const PRIORITIES = [
  { id: '1', label: '1, first' },
  { id: '2', label: '2' },
  { id: '3', label: '3, usual' },
  { id: '4', label: '4' },
  { id: '5', label: '5, last' },
]

export const OWNERS: readonly { readonly id: SourceOwner; readonly label: string }[] = [
  { id: 'sales', label: 'Sales' },
  { id: 'marketing', label: 'Marketing' },
]

/** A choice of `PRIORITIES` as the number it stands for. */
export function toPriority(id: string): SourceRank['priority'] {
  return ([1, 2, 3, 4, 5] as const).find(one => String(one) === id) ?? 3
}

export function toOwner(id: string): SourceOwner {
  return id === 'marketing' ? 'marketing' : 'sales'
}
