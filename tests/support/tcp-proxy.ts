import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** Cuts what is connected and refuses what comes: the server behind it is down, as far as its clients can tell. */
  goDown(): void
  comeUp(): void
  close(): Promise<void>
}

/** Stands between a client and a server on loopback. */
export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let up = true

  const server = createServer(client => {
    if (!up) {
      client.destroy()
      return
    }
    const upstream = connect(target)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.pipe(upstream).pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')

  function cut(): void {
    for (const socket of sockets) socket.destroy()
  }

  return {
    port: address.port,
    goDown() {
      up = false
      cut()
    },
    comeUp() {
      up = true
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
