import { setTimeout as wait } from 'node:timers/promises'

const WITHIN_MS = 15_000

/** Waits until `look` finds something, looking again and again; throws with `what` when it never does. */
export async function eventually<Found>(
  what: string,
  look: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> {
  const deadline = performance.now() + WITHIN_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error(`There is still not ${what}.`)
    await wait(25)
  }
}
