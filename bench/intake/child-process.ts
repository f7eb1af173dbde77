import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own. */
export interface ChildServer {
  readonly port: number
  /** Seconds of CPU that all its threads have used so far. */
  cpuSeconds(): Promise<number>
  /** Lets it finish and resolves when the process is gone. */
  stop(): Promise<void>
}

/** Those of `npm start`. */
const SERVER_FLAGS = ['--max-semi-space-size=64']

interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** Starts a module that calls `serveParent`; it gets nothing of this process's environment but the path. */
export async function startChild(module: URL, env: Readonly<Record<string, string>>): Promise<ChildServer> {
  const child = fork(module, [], {
    execArgv: [...process.execArgv, ...SERVER_FLAGS],
    env: { PATH: process.env.PATH ?? '', NODE_OPTIONS: process.env.NODE_OPTIONS ?? '', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', code => reject(new Error(`${module.pathname} ended with ${code} before it listened.`)))
  })
  return {
    port,
    async cpuSeconds() {
      child.send('cpu')
      const [microseconds] = await once(child, 'message')
      return Number(microseconds) / 1e6
    },
    async stop() {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

/** The other end: tells the parent the port, and stops when the parent wants it to or is gone itself. */
export function serveParent({ port, close }: Listening): void {
  process.send?.(port)
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.(user + system)
  })
  process.once('disconnect', () => void close().then(() => process.exit(0)))
}
