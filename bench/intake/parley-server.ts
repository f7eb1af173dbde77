import { readConfig } from '#server/config.ts'
import { startServer } from '#server/start.ts'
import { serveParent } from './child-process.ts'

// Parley as `npm start` starts it, on a database that is prepared already.
const { port, close } = await startServer(readConfig(process.env))
serveParent({ port, close })
