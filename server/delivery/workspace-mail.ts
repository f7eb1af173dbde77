import { loadWorkspace } from '../auth/workspace.ts'
import type { Deps } from '../deps.ts'
import type { Mail } from './mail.ts'

/**
 * The same mail server, in the name of one workspace: what goes out is from the name it chose, and answers that have no better
 * place go where it wants them. The address it is sent from stays the installation's, which the mail server may send for.
 */
export function mailOf(deps: Pick<Deps, 'store'>, mail: Mail, workspaceId: string): Mail {
  return async message => {
    const { name, mailName, replyTo } = await loadWorkspace(deps.store.db, workspaceId)
    return await mail({
      ...(mailName === null ? {} : { fromName: mailName }),
      ...(replyTo === null ? {} : { replyTo: { name: mailName ?? name, address: replyTo } }),
      ...withoutUndefined(message),
    })
  }
}

/** A message that leaves `replyTo` open says so by its absence. */
function withoutUndefined(message: Parameters<Mail>[0]): Parameters<Mail>[0] {
  const { replyTo, ...others } = message
  return replyTo === undefined ? others : message
}
