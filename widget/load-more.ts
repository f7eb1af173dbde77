/** What is needed from the first answer on. */
export type More = typeof import('./more.ts')

// Put there by `build.ts`: where the built module stands, seen from this one.
declare const MORE_URL: string

let loading: Promise<More> | undefined
let failures = 0

/** Loads it once; after a failure, anew when asked again: a browser remembers that an address failed, so under another one. */
export function loadMore(): Promise<More> {
  loading ??= (
    failures > 0
      ? import(/* @vite-ignore */ new URL(`${MORE_URL}?${failures}`, import.meta.url).href)
      : import('./more.ts')
  ).catch(error => {
    loading = undefined
    failures += 1
    throw error
  })
  return loading
}
