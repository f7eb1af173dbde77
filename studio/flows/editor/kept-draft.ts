import type { Draft } from '#server/http/api-type.ts'
import { me } from '../../me.ts'

/** Edits that the server does not have yet, kept over a reload of the page. */
export interface KeptDraft {
  /** Version of the server's draft they were made on. */
  readonly version: number
  readonly draft: Draft
}

// Flows of two workspaces may have one id.
const nameOf = (flow: string) => `parley.draft.${me.value?.workspace.id ?? ''}.${flow}`

export function keepDraft(flow: string, kept: KeptDraft): void {
  // A full or forbidden storage costs the safety net, not the edit.
  tryOr(() => sessionStorage.setItem(nameOf(flow), JSON.stringify(kept)), undefined)
}

export function keptDraft(flow: string): KeptDraft | null {
  return tryOr(() => {
    const text = sessionStorage.getItem(nameOf(flow))
    return text ? (JSON.parse(text) as KeptDraft) : null // only `keepDraft` writes it, in this tab
  }, null)
}

export function forgetDraft(flow: string): void {
  tryOr(() => sessionStorage.removeItem(nameOf(flow)), undefined)
}

function tryOr<T>(act: () => T, otherwise: T): T {
  try {
    return act()
  } catch {
    return otherwise
  }
}
