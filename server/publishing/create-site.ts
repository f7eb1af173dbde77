import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'

export interface NewSite {
  readonly workspaceId: string
  readonly name: string
  /** Checked by `parseOrigins` where they come from outside. */
  readonly origins: readonly string[]
  readonly consent?: 'required' | 'not_required'
}

type SiteDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'randomBytes'>

/** Makes a site with a new public key. `consent` is `required` when left out: nothing is then kept or counted before the visitor acts. */
export async function createSite(deps: SiteDeps, site: NewSite): Promise<{ id: string; key: string }> {
  return await deps.store.write(trx => insertSite(trx, deps, site))
}

/** The same inside somebody's unit of work. */
export async function insertSite(
  trx: Kysely<Database>,
  deps: Omit<SiteDeps, 'store'>,
  site: NewSite,
): Promise<{ id: string; key: string }> {
  const id = deps.newId()
  const key = `site_${Buffer.from(deps.randomBytes(12)).toString('hex')}`
  await trx
    .insertInto('sites')
    .values({
      workspace_id: site.workspaceId,
      id,
      key,
      name: site.name,
      origins_json: JSON.stringify(site.origins),
      consent: site.consent ?? 'required',
      theme_json: null,
      created_at: deps.now(),
    })
    .execute()
  return { id, key }
}
