import { signal } from '@preact/signals'
import type { Me, Permission } from '#server/http/api-type.ts'
import { get, RequestFailed } from './api.ts'

/** Who is signed in: `undefined` = not asked yet, `null` = nobody. */
export const me = signal<Me | null | undefined>(undefined)

export async function loadMe(): Promise<void> {
  try {
    me.value = await get<Me>('/me')
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 401) me.value = null
    else throw error
  }
}

export function may(permission: Permission): boolean {
  return me.value?.can.includes(permission) ?? false
}
