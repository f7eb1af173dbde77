import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Kysely } from 'kysely'
import type { CreateSessionRequest } from '#flows/api.ts'
import { raiseCounter } from '#server/leads/assign-owner.ts'
import { createRandomBytes } from '#server/random.ts'
import { defineInsert, type NewRows } from '#server/sessions/define-insert.ts'
import { insertAll } from '#server/sessions/insert-all.ts'
import { openStore } from '#server/store/open-store.ts'
import type { RoutingCounterTable } from '#server/store/routing-tables.ts'
import type { Database } from '#server/store/schema.ts'
import { createUuidV7 } from '#server/store/uuid.ts'
import type { Captured, Row, TableRows } from './capture-rows.ts'
import { serveParent } from './child-process.ts'
import { createFreshRows } from './fresh-rows.ts'
import { submissionIn } from './submission.ts'

// What intake costs without Parley: takes the same requests, reads them as JSON, writes the same rows through the same
// store, and answers as much. It checks nothing, replays nothing, scores nothing, and reads nothing from the database.

const { DATABASE_URL, DATA_DIRECTORY = '', CAPTURED = '' } = process.env
const captured = JSON.parse(readFileSync(CAPTURED, 'utf8')) as Record<string, Captured> // written by this bench
const kinds = new Map(
  Object.entries(captured).map(([visit, one]) => [
    visit,
    { freshRows: createFreshRows(one), answer: JSON.stringify(one.response) },
  ]),
)
const inserts = createInserts()
const store = await openStore({ databaseUrl: DATABASE_URL, dataDirectory: DATA_DIRECTORY })
const newId = createUuidV7({ now: Date.now, random: createRandomBytes() })

const server = createServer(async (request, response) => {
  const body = JSON.parse(await readText(request)) as CreateSessionRequest // sent by this bench
  const submission = submissionIn(body)
  const kind = kinds.get(submission.visit.name)
  if (!kind) throw new Error(`No rows were captured of the visit ${submission.visit.name}.`)
  const rows = kind.freshRows({ submission, newId, now: Date.now() })
  await store.write(trx => writeRows(trx, rows))
  response.writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(kind.answer) })
  response.end(kind.answer)
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo // a TCP listener's address is never a string

serveParent({
  port,
  async close() {
    server.closeAllConnections()
    server.close()
    await store.close()
  },
})

type Insert = (rows: readonly Row[]) => NewRows

/** Parley's own quick inserts. */
function createInserts(): ReadonlyMap<string, Insert> {
  const tables = new Set(Object.values(captured).flatMap(one => one.tables.map(({ table }) => table)))
  const inserts = new Map([...tables].map(table => [table, defineInsert(table) as unknown as Insert])) // rows come from that table
  // The one row that submissions share.
  return inserts.set('routing_counters', rows =>
    raiseCounter(
      rows.map(row => ({ ...(row as unknown as RoutingCounterTable), assigned: 1 })), // likewise
    ),
  )
}

async function writeRows(trx: Kysely<Database>, tables: readonly TableRows[]): Promise<void> {
  for (const { table, rows } of tables) {
    const insert = inserts.get(table)
    if (insert) await insertAll(trx, insert(rows))
  }
}

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => resolve(Buffer.concat(chunks).toString()))
    request.on('error', reject)
  })
}
