import type { Kysely } from 'kysely'
import type { AutomationStepTable } from '../store/nurture-tables.ts'
import type { Database } from '../store/schema.ts'
import type { Action } from './automation-spec.ts'
import { reasonInWords } from './reason-words.ts'
import type { TriggerSeen } from './see-trigger.ts'
import { seenInWords } from './seen-in-words.ts'

/** One look of an automation at a lead. */
export interface LogEntry {
  readonly id: string
  readonly at: number
  /** Name null = it was removed. */
  readonly automation: { readonly id: string; readonly name: string | null }
  readonly lead: { readonly id: string; readonly name: string | null; readonly email: string | null }
  /** What happened, in words. */
  readonly seen: string
  readonly fired: boolean
  /** Why it did not fire, in words. */
  readonly reason: string | null
  readonly steps: readonly LogStep[]
}

export interface LogStep {
  readonly kind: Action['kind']
  /** What is or was to be done, in words. */
  readonly what: string
  readonly status: AutomationStepTable['status']
  /** Why it waits, was left out or failed, in words. */
  readonly reason: string | null
  /** When it was done; while it waits, when it is tried next. */
  readonly at: number
}

interface LogQuery {
  readonly automation?: string | undefined
  readonly lead?: string | undefined
  /** Only what fired, or only what did not. */
  readonly fired?: boolean | undefined
  /** Older than this entry. */
  readonly before?: string | undefined
  readonly limit: number
}

/** The newest looks of automations at leads, newest first. */
export async function readLog(db: Kysely<Database>, workspaceId: string, asked: LogQuery): Promise<LogEntry[]> {
  let query = db
    .selectFrom('automation_runs')
    .leftJoin('automations', join =>
      join
        .onRef('automations.workspace_id', '=', 'automation_runs.workspace_id')
        .onRef('automations.id', '=', 'automation_runs.automation_id'),
    )
    .leftJoin('leads', join =>
      join
        .onRef('leads.workspace_id', '=', 'automation_runs.workspace_id')
        .onRef('leads.id', '=', 'automation_runs.lead_id'),
    )
    .selectAll('automation_runs')
    .select(['automations.name as automation_name', 'leads.name as lead_name', 'leads.email as lead_email'])
    .where('automation_runs.workspace_id', '=', workspaceId)
    .orderBy('automation_runs.id', 'desc')
    .limit(asked.limit)
  if (asked.automation !== undefined) query = query.where('automation_runs.automation_id', '=', asked.automation)
  if (asked.lead !== undefined) query = query.where('automation_runs.lead_id', '=', asked.lead)
  if (asked.fired !== undefined) query = query.where('automation_runs.fired', '=', asked.fired ? 1 : 0)
  if (asked.before !== undefined) query = query.where('automation_runs.id', '<', asked.before)
  const runs = await query.execute()
  const steps = await loadSteps(
    db,
    workspaceId,
    runs.filter(({ fired }) => fired === 1).map(({ id }) => id),
  )
  return runs.map(run => ({
    id: run.id,
    at: run.at,
    automation: { id: run.automation_id, name: run.automation_name },
    lead: { id: run.lead_id, name: run.lead_name, email: run.lead_email },
    seen: seenInWords(JSON.parse(run.seen_json) as TriggerSeen), // written by `fire` only
    fired: run.fired === 1,
    reason: run.reason === null ? null : reasonInWords(run.reason),
    steps: steps.get(run.id) ?? [],
  }))
}

async function loadSteps(
  db: Kysely<Database>,
  workspaceId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LogStep[]>> {
  if (runIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('automation_steps')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('run_id', 'in', [...runIds])
    .orderBy('number')
    .execute()
  const byRun = Map.groupBy(rows, row => row.run_id)
  return new Map([...byRun].map(([run, steps]) => [run, steps.map(toLogStep)]))
}

export function toLogStep(step: AutomationStepTable): LogStep {
  const action = JSON.parse(step.action_json) as Action // written by `fire` from a checked spec
  const detail = JSON.parse(step.detail_json) as StepDetail // written by `do-steps.ts`
  return {
    kind: action.kind,
    what: actionInWords(action, detail),
    status: step.status,
    reason: step.reason === null ? null : withMissing(reasonInWords(step.reason), detail),
    at: step.done_at ?? step.next_at,
  }
}

interface StepDetail {
  readonly subject?: string
  readonly missing?: readonly string[]
}

function withMissing(reason: string, { missing = [] }: StepDetail): string {
  return missing.length > 0 ? `${reason} (${missing.map(name => `{{${name}}}`).join(', ')})` : reason
}

function actionInWords(action: Action, { subject }: StepDetail): string {
  switch (action.kind) {
    case 'mail':
      return subject === undefined ? 'Mail' : `Mail “${subject}”`
    case 'notify':
      return 'Told the team'
    case 'push':
      return 'Sent to a destination'
    case 'wait':
      return `Wait ${action.for} ${action.for === 1 ? action.unit.slice(0, -1) : action.unit}`
    case 'stage':
      return action.to === 'hold' ? 'Put on hold' : 'Given back to marketing'
    case 'hand_over':
      return 'Handed over'
    case 'fact':
      return noteInWords(action)
  }
}

function noteInWords({ fact, value }: Extract<Action, { kind: 'fact' }>): string {
  if (fact.startsWith('tag.') && typeof value === 'boolean') {
    const tag = fact.slice('tag.'.length).replaceAll('_', ' ')
    return value ? `Tagged “${tag}”` : `Took off the tag “${tag}”`
  }
  return `Noted ${fact}: ${value === true ? 'yes' : String(value)}`
}
