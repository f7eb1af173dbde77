import type { CompetitorProblem, SavedCompetitors } from '#server/http/api-type.ts'
import { post, RequestFailed, request } from '../api.ts'

/** Puts companies on the list of competitors. */
export function addCompetitors(domains: readonly string[], note?: string): Promise<SavedCompetitors> {
  return post<SavedCompetitors>('/competitors', { domains, ...(note && { note }) })
}

/** Whether a company is on the list now: with the line that is new, if one is, or why it is not, in words. */
export type Named =
  | { readonly ok: true; readonly added: readonly string[] }
  | { readonly ok: false; readonly why: string }

/** Puts one company on the list. Never rejects: what went before stands, and is told with why this did not work. */
export async function nameCompetitor(domain: string): Promise<Named> {
  try {
    const { added, problems } = await addCompetitors([domain])
    const [wrong] = problems
    return wrong ? { ok: false, why: COMPETITOR_PROBLEMS[wrong.problem] } : { ok: true, added }
  } catch (error) {
    return { ok: false, why: error instanceof RequestFailed ? error.message : 'something went wrong' }
  }
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
