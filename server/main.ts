import { askForReset } from './auth/password-reset.ts'
import { createSetupLink } from './auth/setup-link.ts'
import { ConfigError, readConfig } from './config.ts'
import { ensureWorkspace } from './publishing/ensure-workspace.ts'
import { startServer } from './start.ts'

// `npm start`: one Parley from the environment's settings, until SIGTERM or Ctrl-C.
try {
  const server = await startServer(readConfig(process.env))
  await ensureWorkspace(server.deps)
  const setupLink = await createSetupLink(server.deps)
  console.log(`Parley listens on ${server.deps.config.publicUrl}`)
  if (setupLink) console.log(`Create the first account: ${setupLink}`)
  const forgotten = optionOf('--reset-password')
  if (forgotten) {
    const link = await askForReset(server.deps, forgotten)
    console.log(link ? `Set another password: ${link.url}` : `Nobody has the address ${forgotten}.`)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)))
  }
} catch (error) {
  // A refusal to start says what to do in its message; anything else keeps its stack.
  const explained = error instanceof ConfigError || (error instanceof Error && 'code' in error)
  console.error(explained ? (error as Error).message : error)
  process.exitCode = 1
}

/** What follows an option on the command line. */
function optionOf(option: string): string | undefined {
  const at = process.argv.indexOf(option)
  return at < 0 ? undefined : process.argv[at + 1]
}
