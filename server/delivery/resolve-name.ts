import { lookup, Resolver } from 'node:dns/promises'

/** Every address a name has now, as text. Rejects or gives none when it has none. */
export type ResolveName = (name: string) => Promise<readonly string[]>

/**
 * Asks the machine's name servers without blocking a thread: the system's own lookup takes one of four threads shared
 * with the file system for as long as a dead name server hangs. It is asked only for names the servers do not know,
 * such as those of a hosts file.
 */
export const resolveName: ResolveName = async name => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  const addresses = answers.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : []))
  if (addresses.length > 0) return addresses
  const timedOut = answers.some(answer => answer.status === 'rejected' && codeOf(answer.reason) === 'ETIMEOUT')
  if (timedOut) return []
  const entries = await lookup(name, { all: true })
  return entries.map(entry => entry.address)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
