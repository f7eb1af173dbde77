import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, readConfig } from '#server/config.ts'

/** A Parley in a process of its own, to be ended without warning. */
export interface ServerProcess {
  /** kill -9, at once. Resolves when the process is gone. */
  kill(): Promise<void>
}

/** What the process says once it takes requests. */
export const LISTENS = 'Parley listens'

const ENTRY = fileURLToPath(new URL('./intake-server.ts', import.meta.url))
const PATIENCE_MS = 60_000

/** Settings without widget and studio: compressing their files takes longer than all the rest of a start. */
export function bareConfig(env: Readonly<Record<string, string | undefined>>): Config {
  return { ...readConfig(env), widgetDirectory: '/nonexistent', studioDirectory: '/nonexistent' }
}

/** Starts a server with these settings and nothing else from this process. Resolves once it listens. */
export async function startServerProcess(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [ENTRY], {
    // Compiled code is kept from one start to the next: a test may start dozens.
    env: { ...env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  let said = ''
  const listens = Promise.withResolvers<void>()
  const hear = (chunk: Buffer) => {
    said += chunk
    if (said.includes(LISTENS)) listens.resolve()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const fail = (how: string) => listens.reject(new Error(`The server ${how}:\n${said}`))
  void exited.then(() => fail('ended before it listened'))
  const patience = setTimeout(fail, PATIENCE_MS, 'does not listen')
  try {
    await listens.promise
  } catch (error) {
    await kill()
    throw error
  } finally {
    clearTimeout(patience)
  }
  return { kill }
}
