import { sql } from 'kysely'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import type { Database } from '#server/store/schema.ts'
import type { ScoreBench } from './score-workspace.ts'

const DAY = 86_400_000
const ACTS = 45
const PIECE = 10_000

/** Values of a copy of its own, by table and column; `#` stands for its number. All else is as in the lead that is copied. */
const OWN: Partial<Record<keyof Database, Readonly<Record<string, string>>>> = {
  leads: {
    id: 'lead-#',
    session_id: 'session-#',
    visitor_id: 'visitor-#',
    email: 'ada@company-#.example',
    email_domain: 'company-#.example',
  },
  sessions: { id: 'session-#', visitor_id: 'visitor-#', token_hash: 'token-#', idempotency_key: 'key-#' },
  routing_decisions: { lead_id: 'lead-#', session_id: 'session-#' },
  behavior_events: { visitor_id: 'visitor-#', session_id: 'session-#' },
  ledger_entries: { lead_id: 'lead-#' },
}

/** Columns of a ledger that name an act, and with it the visitor. */
const NAMES_ACT: ReadonlySet<string> = new Set(['id', 'evidence_json'])

/** One lead with five answers that count and 45 acts comes in as all leads do; it is then copied, row by row, so many times. */
export async function fillLeads(bench: ScoreBench, leads: number): Promise<void> {
  const { deps } = bench
  await bench.publishModel(withArticles(1))
  const session = await bench.submit(1_000_000)
  for (let n = 0; n < ACTS; n += 1) await bench.act(session, `act-${n}`, `/blog/${n}`, deps.now() - n * (DAY / 2))
  const { lead } = await deps.store.db
    .selectFrom('routing_decisions')
    .select('lead_id as lead')
    .where('session_id', '=', session.session)
    .executeTakeFirstOrThrow()
  const { visitor } = await deps.store.db
    .selectFrom('sessions')
    .select('visitor_id as visitor')
    .where('id', '=', session.session)
    .executeTakeFirstOrThrow()
  const model = { lead: lead ?? '', session: session.session, visitor }
  for (let from = 0; from < leads; from += PIECE)
    await copyLead(bench, model, { from, to: Math.min(leads, from + PIECE) })
}

/** The usual model with a rule that makes an entry of each of the 45 acts. */
export function withArticles(points: number): (model: ScoreModel) => ScoreModel {
  const reading = { id: 'article', kind: 'event', event: 'page_viewed', path: '/blog/*' } as const
  const rule = { ...reading, points, times: 'each', reason: 'Read an article' } as const
  return model => ({
    ...model,
    engagement: { ...model.engagement, rules: [...model.engagement.rules.filter(({ id }) => id !== rule.id), rule] },
  })
}

interface Model {
  readonly lead: string
  readonly session: string
  readonly visitor: string
}

async function copyLead(
  { deps, workspaceId }: ScoreBench,
  { lead, session, visitor }: Model,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const { db } = deps.store
  const whose = { leads: ['id', lead], sessions: ['id', session], behavior_events: ['visitor_id', visitor] } as const
  const tables = await db.introspection.getTables()
  for (const [table, own] of Object.entries(OWN)) {
    const [column, value] = whose[table as keyof typeof whose] ?? ['lead_id', lead] // a miss gives the default
    const columns = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? []
    const values = columns.map(name => {
      const [start, end] = own[name]?.split('#') ?? []
      const number = sql`printf('%08d', n)`
      if (table === 'ledger_entries' && NAMES_ACT.has(name))
        return sql`replace(${sql.ref(name)}, ${visitor}, 'visitor-' || ${number})`
      return start === undefined ? sql.ref(name) : sql`${start} || ${number} || ${end}`
    })
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map(name => sql.ref(name)))})
      with recursive numbers(n) as (select ${from} union all select n + 1 from numbers where n + 1 < ${to})
      select ${sql.join(values)} from numbers, ${sql.table(table)}
      where workspace_id = ${workspaceId} and ${sql.ref(column)} = ${value}`.execute(db)
  }
}
