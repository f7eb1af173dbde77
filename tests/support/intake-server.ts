import { startServer } from '#server/start.ts'
import { bareConfig, LISTENS } from './server-process.ts'

// The process that `startServerProcess` starts.
await startServer(bareConfig(process.env))
process.stdout.write(`${LISTENS}\n`)
