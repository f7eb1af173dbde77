import type { CompetitorProblem, SavedCompetitors } from '#server/http/api-type.ts'
import { post, request } from '../api.ts'

/** Puts companies on the list of competitors. */
export function addCompetitors(domains: readonly string[], note?: string): Promise<SavedCompetitors> {
  return post<SavedCompetitors>('/competitors', { domains, ...(note && { note }) })
}

/** Takes a line off the list. */
export function removeCompetitor(pattern: string): Promise<unknown> {
  return request('DELETE', `/competitors/${encodeURIComponent(pattern)}`)
}

export const COMPETITOR_PROBLEMS: Readonly<Record<CompetitorProblem['problem'], string>> = {
  not_a_domain: 'neither a domain nor a pattern with one',
  free_mail: 'everybody with a private address would be out',
  list_full: 'the list is full at 1,000 companies',
}
