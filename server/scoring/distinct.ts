import type { BehaviorFact } from './behavior.ts'

/** How many different pages these acts happened on. */
export function pagesOf(events: readonly BehaviorFact[]): number {
  return new Set(events.flatMap(({ path }) => (path === '' ? [] : [withoutEndSlash(path)]))).size
}

/**
 * Of acts about the same thing only the newest: two are, if they name the same title or the same file, or if a third says
 * that the title is of that file. An act that names neither is about its page, or about nothing that another could be about.
 * Given and given back oldest first.
 */
export function newestOfEach(events: readonly BehaviorFact[]): BehaviorFact[] {
  const things = new Map<string, Set<string>>()
  for (const event of events) {
    const names = namesOf(event)
    const thing = new Set([...names, ...names.flatMap(name => [...(things.get(name) ?? [])])])
    for (const name of thing) things.set(name, thing)
  }
  const seen = new Set<Set<string>>()
  return events
    .toReversed()
    .filter(event => {
      const [name] = namesOf(event)
      const thing = name === undefined ? undefined : things.get(name)
      return !thing || (!seen.has(thing) && seen.add(thing))
    })
    .reverse()
}

export function withoutEndSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

/** `/files/Guide.pdf?v=2` and `guide.pdf` are one file. */
export function fileKey(file: string): string {
  const path = file.split(/[?#]/, 1)[0] ?? ''
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase()
}

function namesOf({ title, file, path }: BehaviorFact): string[] {
  const named = [
    ...(title === undefined ? [] : [`title ${title.trim().toLowerCase()}`]),
    ...(file === undefined ? [] : [`file ${fileKey(file)}`]),
  ]
  if (named.length > 0) return named
  return path === '' ? [] : [`page ${withoutEndSlash(path)}`]
}
