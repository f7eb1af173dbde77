/** How long a page was in view, in seconds, and how far down it was seen, in percent. */
export interface Stay {
  readonly seconds: number
  readonly scrolled: number
}

/** One time that a page went out of sight; `view` is the id of the page view. */
export interface Leaving extends Stay {
  readonly view: string
}

/** By page view. A browser tells whenever the page goes out of sight, so that parts add up. */
export function staysOf(leavings: readonly Leaving[]): ReadonlyMap<string, Stay> {
  const stays = new Map<string, Stay>()
  for (const { view, seconds, scrolled } of leavings) {
    const before = stays.get(view)
    stays.set(view, {
      seconds: seconds + (before?.seconds ?? 0),
      scrolled: Math.max(scrolled, before?.scrolled ?? 0),
    })
  }
  return stays
}
