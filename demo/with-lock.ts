import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Runs `act` while no other process of this machine runs one under the same file. Waits for its turn; the lock of a
 * process that was killed is taken over.
 */
export async function withLock<Result>(path: string, act: () => Promise<Result>): Promise<Result> {
  while (!take(path)) await wait(100)
  try {
    return await act()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string): boolean {
  const own = `${path}-${process.pid}-${Math.random().toString(36).slice(2)}`
  writeFileSync(own, String(process.pid))
  try {
    // A link appears with its content, so nobody reads an empty lock.
    linkSync(own, path)
    return true
  } catch {
    if (!isHeld(path)) rmSync(path, { force: true })
    return false
  } finally {
    rmSync(own, { force: true })
  }
}

function isHeld(path: string): boolean {
  try {
    return process.kill(Number(readFileSync(path, 'utf8')), 0)
  } catch {
    return false
  }
}
