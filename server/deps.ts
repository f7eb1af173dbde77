import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Egress } from './delivery/egress.ts'
import type { LiveBus } from './live.ts'
import type { Store } from './store/open-store.ts'

/** Everything the outside world does for the server, as arguments: with these fixed, a failure replays. */
export interface Deps {
  readonly config: Config
  readonly store: Store
  readonly log: Logger
  readonly live: LiveBus
  readonly egress: Egress
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number
  /** A new UUIDv7. */
  readonly newId: () => string
  readonly randomBytes: (count: number) => Uint8Array
  /** Tells the delivery worker that rows are waiting. Call after the commit. */
  readonly wakeDelivery: () => void
}
