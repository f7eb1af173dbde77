import { signal } from '@preact/signals'
import type { Me, Permission } from '#server/http/api-type.ts'
import { get, RequestFailed, showWorkspace } from './api.ts'

/** Who is signed in: `undefined` = not asked yet, `null` = nobody. */
export const me = signal<Me | null | undefined>(undefined)

/** Whether whoever is signed in belongs to no workspace any more. */
export const nowhere = signal(false)

/** Asks who is signed in, under the workspace the page shows: where that is another one by now, the page starts anew. */
export async function loadMe(): Promise<void> {
  try {
    const found = await get<Me>('/me')
    showWorkspace(found.workspace.id)
    nowhere.value = false
    me.value = found
  } catch (error) {
    if (!(error instanceof RequestFailed) || (error.status !== 401 && error.code !== 'no_workspace')) throw error
    forgetMe()
    nowhere.value = error.code === 'no_workspace'
  }
}

/** Nobody is signed in from now on: the door stands there, with nothing of a workspace left. */
export function forgetMe(): void {
  showWorkspace(undefined)
  nowhere.value = false
  me.value = null
}

/** Where the page listens for news of leads: of the workspace it shows, and no other. */
export function newsAddress(): string {
  const { workspace } = me.value ?? {}
  return workspace ? `/api/leads/stream?workspace=${encodeURIComponent(workspace.id)}` : '/api/leads/stream'
}

export function may(permission: Permission): boolean {
  return me.value?.can.includes(permission) ?? false
}
