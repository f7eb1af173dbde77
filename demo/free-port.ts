import { createServer } from 'node:net'

/** The port that is wanted when nobody has it, else a free one. */
export async function freePort(wanted: number): Promise<number> {
  return (await tryPort(wanted)) ?? (await tryPort(0)) ?? refuse()
}

/**
 * A free port that no connection to somebody else is given meanwhile (those come from 32,768 up on Linux): it can be left
 * and taken again.
 */
export function lastingPort(): Promise<number> {
  return freePort(20_000 + Math.floor(Math.random() * 12_000))
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const found = address && typeof address === 'object' ? address.port : undefined
      server.close(() => resolve(found))
    })
  })
}

function refuse(): never {
  throw new Error('This machine has no free port on 127.0.0.1.')
}
