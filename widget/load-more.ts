/** What is needed from the first answer on. */
export type More = typeof import('./more.ts')

let loading: Promise<More> | undefined

/** Loads it once; after a failure, once more when asked again. */
export function loadMore(): Promise<More> {
  loading ??= import('./more.ts').catch(error => {
    loading = undefined
    throw error
  })
  return loading
}
