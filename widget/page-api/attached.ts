/** Forms of the page that are listened to, by what the page named them with, each with what ends that. */
export const attached = new Map<unknown, () => void>()

/** Listens to no form any more. */
export function detachAll(): void {
  for (const detach of attached.values()) detach()
  attached.clear()
}
