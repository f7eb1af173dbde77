import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { SessionEventBody } from '#flows/api.ts'
import type { Doubt } from '#flows/flow.ts'
import { SHAPES } from '#flows/shape.ts'
import { book } from '../../booking/book.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import type { KeysInFlight } from '../../sessions/create-session.ts'
import { problemFrom } from '../problem.ts'
import { checkOrigin } from '../public/origin-gate.ts'
import type { PublicGate } from '../public/public-gate.ts'
import { originOf } from '../public/read-request.ts'
import { createSiteConfigs } from '../public/site-config.ts'
import { createVisitCountryReader } from '../public/visitor-country.ts'
import { EMBED_HEADERS } from '../security-headers.ts'
import { sendStaticFile, toStaticFile } from '../static-files.ts'
import type { WidgetFiles } from '../widget-files.ts'
import { findHostedFlow, type HostedFlow } from './find-hosted-flow.ts'
import { contextOf, localeOf, newTicket } from './form-context.ts'
import { formHeaders } from './form-headers.ts'
import { formLayout } from './form-layout.ts'
import { readTicket, signTicket } from './form-ticket.ts'
import { formWords } from './form-words.ts'
import { hostedView, titleOf } from './hosted-view.ts'
import { bookedView, bookingView, freeTimesOf } from './plain-booking.ts'
import { type Markup, nameOf } from './plain-field.ts'
import { type Filled, plainParts, readPlain } from './plain-page.ts'
import { askingView, endView } from './plain-view.ts'
import { giveToVisit, type PlainVisit, resumeVisit, startVisit } from './plain-visit.ts'
import { readForm } from './read-form.ts'
import { troubleView } from './trouble-view.ts'

const PLACEHOLDER = '"__PARLEY_CONFIG__"'
const SOON = 'public, max-age=60, stale-while-revalidate=600'

/**
 * `/f/{flow}` and `/f/{site key}/{flow}`: a flow on a page of its own, with the site's widget; with `?plain=1`, and where
 * there is no script, as a form that this server renders and takes. Both end in the same sessions and leads.
 */
export function formRoutes(deps: Deps, gate: PublicGate, widget: WidgetFiles | null): Hono {
  const inFlight: KeysInFlight = new Set()
  const siteConfigOf = createSiteConfigs(deps.config)
  const countryOf = createVisitCountryReader(deps.config)
  const style = toStaticFile(readFileSync(new URL('forms.css', import.meta.url)), 'text/css; charset=utf-8')
  const app = new Hono()

  app.onError((error, c) => {
    const problem = problemFrom(error, deps.newId(), deps.log)
    const code = error instanceof ApiError ? error.code : 'internal'
    const locale = (c.req.header('accept-language') ?? 'en').split(/[,;]/)[0] ?? 'en'
    const headers = new Headers(formHeaders(deps.config, { origins: [] }))
    for (const [name, value] of problem.headers) if (name !== 'content-type') headers.set(name, value)
    return new Response(troubleView(code, { locale, path: c.req.path }), { status: problem.status, headers })
  })

  app.get('/assets/css/forms.css', c => sendStaticFile(c.req.raw, style, { ...EMBED_HEADERS, 'cache-control': SOON }))

  app.get('/:site/:flow/widget.js', async c => {
    const hosted = await find(c)
    if (!widget) throw new ApiError('not_found')
    const config = siteConfigOf(hosted.site)
    const flows = config.flows
      .filter(({ flow }) => flow === hosted.flow.id)
      .map(({ bubble: _, placements: __, ...flow }) => flow)
    const script = widget.loader.replace(PLACEHOLDER, () => JSON.stringify({ ...config, flows }))
    const file = toStaticFile(new TextEncoder().encode(script), 'text/javascript; charset=utf-8')
    return sendStaticFile(c.req.raw, file, { ...EMBED_HEADERS, 'cache-control': SOON })
  })

  app.get('/:site/:flow/theme.css', async c => {
    const { site } = await find(c)
    const file = toStaticFile(new TextEncoder().encode(site.theme), 'text/css; charset=utf-8')
    return sendStaticFile(c.req.raw, file, { ...EMBED_HEADERS, 'cache-control': SOON })
  })

  for (const path of ['/:flow', '/:site/:flow']) {
    app.get(path, async c => {
      gate.limitAddress(c)
      const hosted = await find(c)
      return c.req.query('plain') === undefined && widget ? showHosted(c, hosted) : await showPlain(c, hosted)
    })
    app.post(path, async c => {
      gate.limitAddress(c)
      const form = await readForm(c.req.raw)
      const hosted = await find(c)
      checkOrigin(originOf(c), hosted.site.origins, deps.config.publicUrl)
      gate.limits.site(hosted.site.key)
      return await take(c, hosted, form)
    })
  }
  return app

  function find(c: Context): Promise<HostedFlow> {
    return findHostedFlow(deps, { id: c.req.param('flow') ?? '', key: c.req.param('site') })
  }

  function showHosted(c: Context, hosted: HostedFlow): Response {
    const { site, flow, company } = hosted
    const placed = flow.placements.find(({ surface }) => surface === 'hosted')
    const usual = placed?.shape ?? (flow.flow.launcher ? 'chat' : 'steps')
    const shape = SHAPES.find(one => one === c.req.query('shape')) ?? usual
    const text = hostedView({
      ...{ flow: flow.flow, company, shape, locale: localeOf(c, hosted), path: c.req.path },
      script: `/f/${site.key}/${flow.id}/widget.js`,
      head: themeOf(hosted),
    })
    return new Response(text, { headers: formHeaders(deps.config, site) })
  }

  async function showPlain(c: Context, hosted: HostedFlow): Promise<Response> {
    const ticket = newTicket(c, deps, hosted)
    const visit = await startVisit(deps, hosted, contextOf(c, deps, hosted, ticket))
    return await show(hosted, visit, { hidden: { ticket: signTicket(deps.config.secret, ticket) } })
  }

  async function take(c: Context, hosted: HostedFlow, form: URLSearchParams): Promise<Response> {
    const signed = form.get('ticket') ?? undefined
    const ticket = readTicket(deps.config.secret, signed)
    const context = contextOf(c, deps, hosted, ticket ?? { locale: localeOf(c, hosted), utm: {} })
    const id = form.get('session')
    const visit = id
      ? await resumeVisit(deps, hosted, { id, token: form.get('token') ?? '' })
      : await startVisit(deps, hosted, context)
    const at = Number(form.get('at'))
    const taken = at > 0 && (await isTaken(visit, at))
    const { bodies, problems, doubts, filled } = taken ? NOTHING : read(visit, form)
    if (taken) return await show(hosted, visit, { hidden: hiddenOf(visit, signed), taken })
    if (problems.size > 0) return await show(hosted, visit, { hidden: hiddenOf(visit, signed), filled, problems })
    if (doubts.size > 0) return await show(hosted, visit, { hidden: hiddenOf(visit, signed), filled, doubts })
    if (bodies.length === 0) return await show(hosted, visit, { hidden: hiddenOf(visit, signed) })
    const withoutOrigin = originOf(c) === undefined
    const userAgent = c.req.header('user-agent')
    const country = countryOf(c)
    const given = { ...{ hosted, visit, context, bodies, ticket, form, withoutOrigin, userAgent, country } }
    const after = await giveToVisit(deps, inFlight, given)
    const calendar = bodies[0]?.type === 'clicked' ? visit.offer?.bookingUrl : undefined
    if (calendar)
      return new Response(null, { status: 303, headers: { ...headersOf(hosted, visit), location: calendar } })
    return await show(hosted, after, { hidden: hiddenOf(after, signed) })
  }

  /** Books the time that was picked; true when it went to somebody else meanwhile. */
  async function isTaken(visit: PlainVisit, at: number): Promise<boolean> {
    const { played, session } = visit
    if (played.position.kind !== 'book' || !session) return false
    const times = await freeTimesOf(deps, visit)
    try {
      await book(deps, { session: session.row, startsAt: at, timeZone: times?.timeZone })
      return false
    } catch (error) {
      if (error instanceof ApiError && error.code === 'slot_taken') return true
      throw error
    }
  }

  async function show(
    hosted: HostedFlow,
    visit: PlainVisit,
    {
      hidden,
      filled = new Map(),
      problems = new Map(),
      doubts,
      taken = false,
    }: {
      readonly hidden: Readonly<Record<string, string>>
      readonly filled?: Filled
      readonly problems?: ReadonlyMap<string, string>
      readonly doubts?: ReadonlyMap<string, Doubt>
      readonly taken?: boolean
    },
  ): Promise<Response> {
    const { flow, player, played, offer } = visit
    const title = titleOf(hosted.flow.flow, flow.locale)
    const words = formWords(flow.locale)
    const { position } = played
    const view = { flow, played, words, hidden }
    const content =
      position.kind === 'ask'
        ? askingView({
            ...view,
            title,
            parts: plainParts(player, played, filled),
            filled,
            problems,
            ...(doubts && { doubts }),
          })
        : position.kind === 'book'
          ? bookingView({ ...view, step: position, offer, times: await freeTimesOf(deps, visit), taken })
          : position.kind === 'end'
            ? endView({ ...view, step: position, booked: await bookedView(deps, visit) })
            : html`<div class="card"><p>${words.saved}</p></div>`
    const text = formLayout({ locale: flow.locale, title, company: hosted.company, head: themeOf(hosted), content })
    return new Response(text, {
      status: problems.size > 0 ? 422 : taken ? 409 : 200,
      headers: headersOf(hosted, visit),
    })
  }

  function headersOf({ site }: HostedFlow, { offer }: PlainVisit): Record<string, string> {
    return formHeaders(deps.config, site, offer?.bookingUrl)
  }
}

/** The site's theme speaks of the widget's tokens, which these pages have too. */
function themeOf({ site, flow }: HostedFlow): Markup | '' {
  return site.theme && html`<link rel="stylesheet" href="/f/${site.key}/${flow.id}/theme.css">`
}

/** What goes back with the next page of a visit. */
function hiddenOf({ session }: PlainVisit, ticket: string | undefined): Record<string, string> {
  if (session) return { session: session.row.id, token: session.token }
  return ticket ? { ticket } : {}
}

interface ReadForm {
  readonly bodies: readonly SessionEventBody[]
  readonly problems: ReadonlyMap<string, string>
  readonly doubts: ReadonlyMap<string, Doubt>
  readonly filled: Filled
}

const NOTHING: ReadForm = { bodies: [], problems: new Map(), doubts: new Map(), filled: new Map() }

/** What a form says at the place where its visit stands; nothing when it was sent before, from an earlier place. */
function read({ player, played }: PlainVisit, form: URLSearchParams): ReadForm {
  const { position } = played
  if (position.kind === 'book') {
    const act = Number(form.get('at')) > 0 ? 'booked' : form.get('act')
    if (act !== 'booked' && act !== 'clicked' && act !== 'skipped') return NOTHING
    return { ...NOTHING, bodies: [{ type: act, step: position.id }] }
  }
  const asked = new Set((form.get('asked') ?? '').split(' ').filter(Boolean))
  const first = plainParts(player, played)[0]?.asks[0]
  if (!first || !asked.has(first.id)) return NOTHING
  const filled = new Map([...asked].map(step => [step, form.getAll(nameOf(step))] as const))
  const doubted = new Set((form.get('doubted') ?? '').split(' ').filter(Boolean))
  const { given, problems, doubts } = readPlain(player, played, { asked, filled, doubted })
  return { bodies: given, problems, doubts, filled }
}
