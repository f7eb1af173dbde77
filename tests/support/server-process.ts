import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A Parley in a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  /** kill -9, at once. Resolves when the process is gone. */
  kill(): Promise<void>
}

const MAIN = join(import.meta.dirname, '../../server/main.ts')

/** Starts `server/main.ts` with these settings and nothing else from this process. Resolves once it listens. */
export async function startServerProcess(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    // Compiled code is kept from one start to the next: a test may start dozens.
    env: { ...env, LOG_LEVEL: 'fatal', NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let said = ''
  const listens = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      if (said.includes('Parley listens')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void exited.then(() => reject(new Error(`The server ended before it listened:\n${said}`)))
  })
  await listens
  return {
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
