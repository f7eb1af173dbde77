import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { REJECT_REASONS } from '#flows/reject-reasons.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { type Decision, decideLead } from '../leads/decide-lead.ts'
import { resolveLeadId } from '../leads/resolve-lead.ts'
import { readVerdictToken, type VerdictGrant } from '../lifecycle/verdict-token.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import { KEY_PAGE_HEADERS, readKeyPageForm } from './key-page.ts'
import { createPublicGate } from './public/public-gate.ts'
import { PAGE_HEADERS } from './security-headers.ts'
import { sendStaticFile, toStaticFile } from './static-files.ts'
import { renderVerdictPage } from './verdict-page.ts'

const FORM_BYTES = 8 * 1024

interface Found {
  readonly grant: VerdictGrant
  readonly lead: LeadTable
}

/** `/verdict/{token}`: where the links of an alert lead. Looking changes nothing, since programs that read mail open links; pressing does. */
export function verdictPageRoutes(deps: Deps): Hono {
  const { config, store, now } = deps
  const { limitAddress } = createPublicGate(deps)
  const style = toStaticFile(readFileSync(new URL('verdict-page.css', import.meta.url)), 'text/css; charset=utf-8')

  async function find(c: Context, token: string): Promise<Found> {
    limitAddress(c)
    const grant = readVerdictToken(config.secret, token)
    const id = grant && (await resolveLeadId(store.db, grant.workspaceId, grant.leadId))
    const lead =
      grant &&
      id &&
      (await store.db
        .selectFrom('leads')
        .selectAll()
        .where('workspace_id', '=', grant.workspaceId)
        .where('id', '=', id)
        .executeTakeFirst())
    if (!grant || !lead) throw new ApiError('not_found', { detail: 'This link leads to no lead.' })
    return { grant, lead }
  }

  function show(found: Found, state: 'asking' | 'done' | 'stale', problem?: string): Response {
    const { grant, lead } = found
    const card = `${config.publicUrl}/studio/leads/${lead.id}`
    const page = renderVerdictPage({ verdict: grant.verdict, lead, card, state, problem })
    return new Response(page, { status: state === 'stale' ? 410 : problem ? 422 : 200, headers: KEY_PAGE_HEADERS })
  }

  const app = new Hono()
  app.get('/verdict-page.css', c =>
    sendStaticFile(c.req.raw, style, { ...PAGE_HEADERS, 'cache-control': 'public, max-age=300' }),
  )
  app.get('/verdict/:token', async c => {
    const found = await find(c, c.req.param('token'))
    if (found.grant.expiresAt <= now()) return show(found, 'stale', 'It has expired. Decide on the lead card.')
    return show(found, c.req.query('done') === 'yes' ? 'done' : 'asking')
  })
  app.post('/verdict/:token', async c => {
    const token = c.req.param('token')
    const found = await find(c, token)
    const { grant, lead } = found
    if (grant.expiresAt <= now()) return show(found, 'stale', 'It has expired. Decide on the lead card.')
    const decision = readDecision(grant, await readKeyPageForm(c, FORM_BYTES))
    if (!decision) return show(found, 'asking', 'Choose why.')
    const actor = { id: 'alert_link', name: grant.owner ? `${grant.owner}, by mail` : 'Somebody, by mail' }
    try {
      await decideLead(deps, { workspaceId: grant.workspaceId, leadId: lead.id, actor, decision })
    } catch (error) {
      if (!(error instanceof ApiError) || (error.code !== 'conflict' && error.code !== 'stage_forbidden')) throw error
      return show(found, 'stale', error.message)
    }
    // A page that was answered to a form asks to send it again when it is reloaded.
    return c.redirect(`/verdict/${token}?done=yes`, 303)
  })
  return app
}

/** Null without a reason that is known. */
function readDecision({ verdict }: VerdictGrant, form: URLSearchParams): Decision | null {
  if (verdict === 'accept') return { verdict: 'accepted' }
  const reason = REJECT_REASONS.find(one => one === form.get('reason'))
  const note = (form.get('note') ?? '').trim().slice(0, 1000)
  return reason ? { verdict: 'rejected', reason, hold: form.get('hold') === 'yes', ...(note && { note }) } : null
}
