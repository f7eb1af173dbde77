import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { peers } from './peers.ts'

const run = promisify(execFile)

/** Beside other caches that `npm ci` wipes: no dependency of the product. */
const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/parley-peers')

/**
 * Brings the peers' packages, without running any script of theirs, and gives back the `node_modules` they are in; the
 * second time at once. Null, with a line that says so, where npm cannot be reached: the rest can still be measured.
 */
export async function installPeers(): Promise<string | null> {
  const wanted = peers.flatMap(({ packages }) =>
    Object.entries(packages).map(([name, version]) => `${name}@${version}`),
  )
  const done = join(FOLDER, 'installed.txt')
  const modules = join(FOLDER, 'node_modules')
  if (existsSync(done) && (await readFile(done, 'utf8')) === wanted.join('\n')) return modules
  await mkdir(FOLDER, { recursive: true })
  await writeFile(join(FOLDER, 'package.json'), '{ "private": true }\n')
  try {
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', ...wanted], {
      cwd: FOLDER,
    })
  } catch (error) {
    console.log(`The peers cannot be brought from npm, so they are left out. ${String(error).split('\n')[0]}`)
    return null
  }
  await writeFile(done, wanted.join('\n'))
  return modules
}
