import type { RouterRoute } from 'hono/types'
import { ApiError } from '../errors.ts'

/** For all other methods of a path: throws `method_not_allowed` with the ones there are. */
export function otherMethods(...methods: readonly string[]): () => never {
  // Hono answers HEAD where there is GET.
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ')
  return () => {
    throw new ApiError('method_not_allowed', { headers: { allow } })
  }
}

interface Refusing {
  readonly routes: readonly RouterRoute[]
  all(path: string, handler: () => never): unknown
}

/** To be called last: without it a known path with another method would be 404, as if it were not there. */
export function refuseOtherMethods(app: Refusing): void {
  const own = app.routes.filter(({ method }) => method !== 'ALL' && method !== 'OPTIONS')
  for (const [path, routes] of Map.groupBy(own, route => route.path)) {
    app.all(path, otherMethods(...new Set(routes.map(({ method }) => method))))
  }
}
