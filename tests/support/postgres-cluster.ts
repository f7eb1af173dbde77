import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { type Account, give, serverAccount } from './postgres-account.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'

export interface PostgresCluster {
  /** Address of the cluster's maintenance database, with a superuser and its password. */
  readonly url: string
  /** Stops the server and removes its files. */
  stop(): Promise<void>
}

interface Place {
  readonly binaries: string
  readonly directory: string
  readonly account: Account
  readonly fsync: boolean
  readonly password: string
}

const PORT_ATTEMPTS = 5
const READY_WITHIN_MS = 30_000

/**
 * The server runs under a shell that watches a pipe from this process: however this process ends, kill -9 included,
 * the pipe closes, and the shell stops the server and removes its files.
 */
const KEEPER = `
exec 3<&0
"$1" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \\
  -c shared_buffers=16MB -c max_connections=200 -c max_wal_size=256MB -c fsync="$4" <&- 3<&- &
server=$!
(cat <&3 >/dev/null; : >"$2/stopping"; kill -QUIT $server) 2>/dev/null &
wait $server
if [ -e "$2/stopping" ]; then rm -rf "$2"; fi
`

/**
 * Starts a Postgres cluster of its own on a free loopback port, in a temporary directory. Takes about a second. Without
 * `fsync` it keeps everything but in a crash of the machine: what tests end is Parley, never the database.
 */
export async function startPostgresCluster({ fsync }: { readonly fsync: boolean }): Promise<PostgresCluster> {
  const account = serverAccount()
  const directory = await mkdtemp(join(tmpdir(), 'parley-postgres-'))
  try {
    await give(directory, account)
    const binaries = await findPostgresBinaries(directory, account)
    const place = { binaries, directory, account, fsync, password: randomBytes(16).toString('hex') }
    await createCluster(place)
    return await startServer(place)
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
}

async function createCluster({ binaries, directory, account, password }: Place): Promise<void> {
  const passwordFile = join(directory, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  await give(passwordFile, account)
  const flags = ['--auth=password', '--username=parley', '--encoding=UTF8', '--no-locale', '--no-sync']
  const files = [`--pgdata=${join(directory, 'data')}`, `--pwfile=${passwordFile}`]
  await promisify(execFile)(join(binaries, 'initdb'), [...files, ...flags], { ...account, cwd: directory })
}

async function startServer(place: Place): Promise<PostgresCluster> {
  let log = ''
  // Another process may take the free port before the server binds it.
  for (let attempt = 1; attempt <= PORT_ATTEMPTS; attempt += 1) {
    const port = await freePort()
    const keeper = spawn(
      'sh',
      ['-c', KEEPER, 'sh', join(place.binaries, 'postgres'), place.directory, String(port), place.fsync ? 'on' : 'off'],
      {
        ...place.account,
        cwd: place.directory,
        stdio: ['pipe', 'ignore', 'pipe'],
        // In a process group of its own: Ctrl-C ends the tests first, the server after them.
        detached: true,
      },
    )
    keeper.stderr.on('data', chunk => {
      log = `${log}${chunk}`.slice(-8192)
    })
    const url = `postgres://parley:${place.password}@127.0.0.1:${port}/postgres`
    if (await becomesReady(url, keeper)) return { url, stop: () => stopServer(keeper, place.directory) }
    keeper.stdin.destroy()
  }
  throw new Error(`Postgres did not start:\n${log}`)
}

async function stopServer(keeper: ChildProcess, directory: string): Promise<void> {
  const exited = keeper.exitCode === null ? once(keeper, 'exit') : undefined
  keeper.stdin?.destroy()
  await exited
  await rm(directory, { recursive: true, force: true })
}

async function becomesReady(url: string, keeper: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS
  while (keeper.exitCode === null && Date.now() < deadline) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 })
    client.on('error', () => {})
    try {
      await client.connect()
      return true
    } catch {
      await delay(20)
    } finally {
      await client.end()
    }
  }
  return false
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return address.port
}
