import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import { insertSite } from './create-site.ts'

type WorkspaceDeps = Pick<Deps, 'now' | 'newId'>

/** Makes an empty workspace. */
export async function createWorkspace(
  deps: WorkspaceDeps & Pick<Deps, 'store'>,
  workspace: { readonly name: string },
): Promise<{ id: string }> {
  return await deps.store.write(unit => insertWorkspace(unit, deps, workspace))
}

/** Makes a workspace with all that the first one begins with, inside somebody's unit of work. */
export async function insertStartedWorkspace(
  unit: Kysely<Database>,
  deps: WorkspaceDeps & Pick<Deps, 'randomBytes'>,
  workspace: { readonly name: string },
): Promise<{ id: string }> {
  const { id } = await insertWorkspace(unit, deps, workspace)
  await insertSite(unit, deps, { workspaceId: id, name: 'Website', origins: [] })
  return { id }
}

async function insertWorkspace(
  unit: Kysely<Database>,
  deps: WorkspaceDeps,
  { name }: { readonly name: string },
): Promise<{ id: string }> {
  const id = deps.newId()
  await unit.insertInto('workspaces').values({ id, name, created_at: deps.now() }).execute()
  return { id }
}
