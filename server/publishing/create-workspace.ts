import type { Deps } from '../deps.ts'

/** Makes an empty workspace. */
export async function createWorkspace(
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  { name }: { readonly name: string },
): Promise<{ id: string }> {
  const id = deps.newId()
  await deps.store.write(trx => trx.insertInto('workspaces').values({ id, name, created_at: deps.now() }).execute())
  return { id }
}
