import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { installPeers } from './install-peers.ts'
import { peers } from './peers.ts'

/** Bytes after gzip -9. */
export interface PeerSize {
  readonly before: number
  /** All that is loaded once it stands open, `before` included. */
  readonly open: number
}

/** What the peers' own packages weigh, by name; nothing where npm cannot be reached. */
export async function measurePeers(): Promise<Readonly<Record<string, PeerSize>>> {
  const modules = await installPeers()
  if (modules === null) return {}
  const sizeOf = async (files: readonly string[]) => {
    const sizes = await Promise.all(
      files.map(async file => gzipSync(await readFile(join(modules, file)), { level: 9 }).length),
    )
    return sizes.reduce((sum, size) => sum + size, 0)
  }
  const measured = peers.map(async ({ name, before, open }) => {
    const first = await sizeOf(before)
    return [name, { before: first, open: first + (await sizeOf(open)) }] as const
  })
  return Object.fromEntries(await Promise.all(measured))
}
