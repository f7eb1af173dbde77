import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresCluster, startPostgresCluster } from '#tests/support/postgres-cluster.ts'
import { databaseUrlOn, runOnPostgres } from '#tests/support/postgres-databases.ts'

/** Where a server keeps its rows, as the environment says it. */
export type DatabaseEnv = Readonly<{ DATA_DIRECTORY: string; DATABASE_URL: string }>

export interface Databases {
  /** A fresh and empty one. */
  create(): Promise<DatabaseEnv>
  /** Removes all of them. */
  remove(): Promise<void>
}

/** Databases of one engine. Postgres is the server that `DATABASE_URL` names, else a cluster of its own. */
export async function createDatabases(engine: 'sqlite' | 'postgres'): Promise<Databases> {
  const root = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const given = process.env.DATABASE_URL
  const cluster: PostgresCluster | null =
    engine === 'postgres' && !given ? await startPostgresCluster({ fsync: true }) : null
  const server = cluster?.url ?? given ?? ''
  const names: string[] = []
  return {
    async create() {
      const name = `parley_bench_${randomBytes(6).toString('hex')}`
      const dataDirectory = join(root, name)
      if (engine === 'sqlite') return { DATA_DIRECTORY: dataDirectory, DATABASE_URL: '' }
      await runOnPostgres(server, `create database ${name}`)
      names.push(name)
      return { DATA_DIRECTORY: dataDirectory, DATABASE_URL: databaseUrlOn(server, name) }
    },
    async remove() {
      for (const name of cluster ? [] : names) await runOnPostgres(server, `drop database ${name} with (force)`)
      await cluster?.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}
