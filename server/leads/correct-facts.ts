import type { Kysely } from 'kysely'
import type { Fact } from '#flows/condition.ts'
import { readFact } from '#flows/read-fact.ts'
import { readPattern } from '../accounts/priority-list.ts'
import { ApiError } from '../errors.ts'
import { readNumber } from '../imports/match-option.ts'
import type { Subject } from '../lifecycle/stage-history.ts'
import type { Database } from '../store/schema.ts'
import { announce, lockStanding, type VerdictDeps } from './decide-lead.ts'
import { loadToldFacts, saveLeadFacts } from './lead-facts.ts'
import { rescoreLead } from './rescore-lead.ts'
import { tellOfVerdict } from './tell-of-verdict.ts'

/** What people may say of somebody's job and company. */
export const CORRECTABLE = [
  'title',
  'company.name',
  'company.domain',
  'company.industry',
  'company.staff',
  'company.revenue',
  'company.country',
  'company.technologies',
] as const
export type Correctable = (typeof CORRECTABLE)[number]

/** By fact; null takes back what people said: then the next believed word stands again. */
export type Corrections = Readonly<Partial<Record<Correctable, string | number | null>>>

/**
 * Stores what a person knows better of somebody's job and company and scores the lead anew at once: who turns out to be a
 * competitor's is out with it. Gives back what people had said before, to take it back by. Throws ApiError `not_found`, or
 * `invalid_body` with a pointer for a domain or a number that is none.
 */
export async function correctFacts(
  deps: VerdictDeps,
  subject: Subject & { readonly changes: Corrections },
): Promise<Corrections> {
  const { workspaceId, leadId, actor, changes } = subject
  const facts = Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [name, readCorrection(name as Correctable, value)]), // keys of `Corrections`
  )
  const before = await deps.store.write(async trx => {
    await lockStanding(trx, subject)
    const at = deps.now()
    const said = await saidBefore(trx, subject, Object.keys(facts))
    if (!isChange(said, facts)) return said
    await saveLeadFacts(trx, { workspaceId, leadId, source: 'sales', actor: actor.id, at, facts })
    await keepCorrection(trx, deps, subject, { from: said, to: facts })
    const { told } = await rescoreLead(trx, deps, { workspaceId, leadId, at })
    // Once: the news of another score carries the correction.
    if (!told) await tellOfVerdict(trx, deps, subject)
    return said
  })
  announce(deps, subject)
  return before
}

function readCorrection(name: Correctable, value: string | number | null): Fact | null {
  if (value === null || value === '') return null
  if (name === 'company.staff' || name === 'company.revenue') {
    const number = typeof value === 'number' ? value : readNumber(value)
    if (number !== null && Number.isFinite(number) && number >= 0 && number <= 1e15) return number
    throw refused(name, 'not_a_number', 'Give a number of 0 or more, without words.')
  }
  const text = String(value).trim().replaceAll(/\s+/g, ' ')
  if (name !== 'company.domain') return readFact(name, text)
  const domain = readPattern(text)
  if (domain && !domain.includes('*')) return domain
  throw refused(name, 'not_a_domain', 'Give a domain like acme.example.')
}

/** What people had said, null where nothing. Lists come back as the text they are typed as. */
async function saidBefore(
  trx: Kysely<Database>,
  { workspaceId, leadId }: Subject,
  names: readonly string[],
): Promise<Corrections> {
  const told = (await loadToldFacts(trx, workspaceId, leadId)).filter(({ source }) => source === 'sales')
  return Object.fromEntries(
    names.map(name => {
      const value = told.find(({ fact }) => fact === name)?.value ?? null
      return [name, typeof value === 'number' || value === null ? value : [value].flat().join('; ')]
    }),
  )
}

function isChange(before: Corrections, after: Readonly<Record<string, Fact | null>>): boolean {
  const said = new Map<string, string | number | null>(Object.entries(before))
  return Object.entries(after).some(([name, value]) => {
    const text = typeof value === 'object' && value !== null ? value.join('; ') : value
    return said.get(name) !== text
  })
}

async function keepCorrection(
  trx: Kysely<Database>,
  deps: Pick<VerdictDeps, 'now' | 'newId'>,
  { workspaceId, leadId, actor }: Subject,
  change: { readonly from: Corrections; readonly to: Readonly<Record<string, Fact | null>> },
): Promise<void> {
  const body_json = JSON.stringify({ ...change, by: actor.name })
  const row = { workspace_id: workspaceId, lead_id: leadId, id: deps.newId(), type: 'facts_corrected' }
  await trx
    .insertInto('lead_events')
    .values({ ...row, actor: actor.id, body_json, at: deps.now() })
    .execute()
}

function refused(name: string, code: string, message: string): ApiError {
  return new ApiError('invalid_body', { errors: [{ pointer: `/facts/${name}`, code, message }] })
}
