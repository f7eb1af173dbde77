import { randomId } from '../visitor.ts'
import { outboxStore } from './outbox-store.ts'

/** What a tab does while it leads. `over`: another tab has taken the lead, or the page goes. */
export type Lead = (over: AbortSignal) => Promise<void>

/** After so long a tab that somebody looks at takes the lead from one that only sits there: put to sleep, or stuck. */
const PATIENCE_MS = 30_000
/** A lease that nobody renews ends after so long. */
const LEASE_MS = 15_000

/** This page, among the tabs of the site. */
export const tab = randomId()

/**
 * Runs `act` while no other tab of the site leads under this name; if one does, once it has ended or its tab is gone. Web
 * Locks decide where there are any (https and localhost), else a lease in the database. Resolves when `act` has ended, or
 * when `gone` says that it never will begin.
 */
export async function leading(name: string, gone: AbortSignal, act: Lead): Promise<void> {
  const { locks } = navigator as { locks?: LockManager }
  if (locks) await underLock(locks, name, gone, act)
  else await underLease(name, gone, act)
}

async function underLock(locks: LockManager, name: string, gone: AbortSignal, act: Lead): Promise<void> {
  let steal = false
  while (!gone.aborted) {
    const over = new AbortController()
    const waited = AbortSignal.timeout(PATIENCE_MS)
    let led = false
    try {
      // A lock is taken either patiently or by force: the two options exclude each other.
      const options = steal ? { steal } : { signal: AbortSignal.any([gone, waited]) }
      await locks.request(`parley:${name}`, options, () => {
        led = true
        return act(AbortSignal.any([gone, over.signal]))
      })
      return
    } catch {
      over.abort()
      if (led || gone.aborted) return
      // Where locks are forbidden, as in a sandboxed frame, there is no other tab to wait for.
      if (!waited.aborted) return await act(gone)
      steal = document.visibilityState === 'visible'
    }
  }
}

async function underLease(name: string, gone: AbortSignal, act: Lead): Promise<void> {
  const store = outboxStore()
  const renew = () => store.lease(name, { tab, now: Date.now(), until: Date.now() + LEASE_MS })
  while (!(await renew())) {
    await pause(LEASE_MS / 3, gone)
    if (gone.aborted) return
  }
  const over = new AbortController()
  const renewing = setInterval(async () => {
    if (!(await renew())) over.abort()
  }, LEASE_MS / 3)
  try {
    await act(AbortSignal.any([gone, over.signal]))
  } finally {
    clearInterval(renewing)
    await store.release(name, tab)
  }
}

/** Resolves after so many milliseconds, or as soon as the signal is given. */
export function pause(milliseconds: number, until: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds)
    until.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
    if (until.aborted) resolve()
  })
}
