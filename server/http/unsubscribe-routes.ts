import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { wordsFor } from '../nurture/mail-words.ts'
import { isSuppressed } from '../nurture/suppression.ts'
import { resubscribe, unsubscribe } from '../nurture/unsubscribe.ts'
import { readUnsubscribeToken, type Unsubscriber } from '../nurture/unsubscribe-token.ts'
import { KEY_PAGE_HEADERS } from './key-page.ts'
import { createPublicGate } from './public/public-gate.ts'

/** The form sends a word; a mail program `List-Unsubscribe=One-Click`. */
const FORM_BYTES = 1024

/**
 * `/u/{token}`: where the unsubscribe link of a mail leads. Looking changes nothing: programs that read mail open links. A
 * POST does it at once, without a sign-in, a cookie or an origin: mail programs send it for the reader (RFC 8058).
 */
export function unsubscribeRoutes(deps: Deps): Hono {
  const { limitAddress } = createPublicGate(deps)

  function find(c: Context, token: string): Unsubscriber {
    limitAddress(c)
    const who = token.length <= 1000 ? readUnsubscribeToken(deps.config.secret, token) : null
    if (!who) throw new ApiError('not_found', { detail: 'This link is not complete. Copy all of it from the mail.' })
    return who
  }

  async function localeOf({ workspaceId, leadId }: Unsubscriber): Promise<string> {
    const lead = await deps.store.db
      .selectFrom('leads')
      .select('locale')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', leadId)
      .executeTakeFirst()
    return lead?.locale ?? 'en'
  }

  const app = new Hono()
  app.get('/u/:token', async c => {
    const who = find(c, c.req.param('token'))
    const state = (await isSuppressed(deps.store.db, who)) ? 'out' : c.req.query('done') === 'again' ? 'again' : 'in'
    return new Response(render(await localeOf(who), state), { headers: KEY_PAGE_HEADERS })
  })
  app.post('/u/:token', async c => {
    const token = c.req.param('token')
    const who = find(c, token)
    const form = await readForm(c)
    if (form.get('do') === 'again') {
      await resubscribe(deps, who)
      return c.redirect(`/u/${token}?done=again`, 303)
    }
    await unsubscribe(deps, who)
    if (form.has('List-Unsubscribe'))
      return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
    return c.redirect(`/u/${token}`, 303)
  })
  return app
}

function render(locale: string, state: 'in' | 'out' | 'again'): string {
  const words = wordsFor(locale)
  const title = state === 'out' ? words.done : state === 'again' ? words.undone : words.ask
  const [act, label] = state === 'out' ? ['again', words.undo] : ['out', words.unsubscribe]
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.unsubscribe}</title>
<link rel="stylesheet" href="/booking-page.css">
</head>
<body>
<main dir="auto">
  <h1>${title}</h1>
  ${state === 'again' ? '' : html`<form method="post" class="acts"><button name="do" value="${act}">${label}</button></form>`}
</main>
</body>
</html>
`
  return String(page)
}

async function readForm(c: Context): Promise<URLSearchParams> {
  if (Number(c.req.header('content-length') ?? 0) > FORM_BYTES) throw new ApiError('too_large')
  const type = c.req.header('content-type')?.split(';')[0]
  const text = (await c.req.text()).slice(0, FORM_BYTES)
  // RFC 8058 lets mail programs send the pair as multipart, too; what counts is that it was asked for by POST.
  if (type === 'multipart/form-data') return new URLSearchParams('List-Unsubscribe=One-Click')
  return new URLSearchParams(text)
}
