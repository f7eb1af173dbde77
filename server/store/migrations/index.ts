import type { Kysely } from 'kysely'
import { up as initial } from './0001-initial.ts'

export type StoreEngine = 'sqlite' | 'postgres'

/** A named step of the tables' history. Once released it never changes, and neither does its place in the list. */
export interface Migration {
  readonly name: string
  up(db: Kysely<unknown>, engine: StoreEngine): Promise<void>
}

/** In the order they run. */
export const migrations: readonly Migration[] = [{ name: '0001-initial', up: initial }]
