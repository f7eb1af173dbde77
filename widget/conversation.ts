import type { Challenge, SessionContext, Shape, SiteConfig, SiteFlow, Surface } from '#flows/api.ts'
import type { PublicFlow } from '#flows/flow.ts'
import { withVariants } from '#flows/locale.ts'
import { createPlayer } from '#flows/play.ts'
import { contentLocale } from './content-locale.ts'
import { createSession, type SessionActor } from './early-session.ts'
import { loadMore } from './load-more.ts'
import type { PageHost } from './page-host.ts'
import { type Kept, type Talk, takeUp } from './talk.ts'
import { visitContext } from './visit.ts'
import { randomId } from './visitor.ts'

/** What the tab keeps of a conversation once the visitor has acted in it: enough to go on after a reload. */
export interface ConversationRecord extends Kept {
  readonly flow: string
  readonly release: string
  readonly revision: string
  readonly locale: string
  readonly surface: Surface
  readonly shape: Shape
  /** Id of the element of the page that it is drawn in. */
  readonly place?: string | undefined
  readonly visitor: string
  readonly visit?: SessionContext
  /** Of the flow's hidden fields, before the visit has begun. */
  readonly hidden?: SessionContext['hidden']
  /** When it is over unless it is taken up again: milliseconds since 1970, by the visitor's clock. */
  readonly until?: number
  /** Milliseconds from opening to the first act, by a clock that nobody sets. */
  readonly dwell?: number
  /** What stands in the field that people cannot see. */
  readonly website?: string
  readonly post: Post
}

/** How far sending has come. Owned by the outbox. */
export interface Post {
  /** Idempotency key of the session. */
  readonly key: string
  /** The request that makes the session, word for word, until it is answered. */
  create?: string | undefined
  session?: string
  token?: string
  /** To be passed by a visitor who was taken for a robot. */
  challenge?: Challenge | undefined
  /** How often it was begun anew. */
  restarts?: number
}

export interface Conversation {
  readonly config: SiteConfig
  readonly page: PageHost
  readonly actor: SessionActor
  record: ConversationRecord
  /** Its bubble stands open. */
  open?: boolean
  /** Languages its flow is offered in. */
  readonly locales?: readonly string[]
  /** A preview: nothing is sent. */
  readonly local?: boolean
  /** Events in its log when it was taken up. */
  returned?: number | undefined
  /** Keeps it for the next page, if the visitor has acted. */
  save(): void
  load(): void
  /** The server never takes what was said here; `again` tries it in a session of its own. */
  refused?: { again(): void } | undefined
  /** Sends nothing of it and hears nothing of it any more; there once it is connected to the server. */
  disconnect?(): void
}

export interface ConversationOptions {
  readonly config: SiteConfig
  readonly page: PageHost
  readonly site: SiteFlow
  readonly surface: Surface
  readonly shape: Shape
  /** Where it stands on the page: the nearest `lang` around it tells the language wanted. */
  readonly element?: Element
  /** Id of that element, where it is not at hand. */
  readonly place?: string | undefined
  /** One that another tab left unsent: it goes on by itself here, and this tab does not keep it as its own. */
  readonly left?: ConversationRecord
}

/** By record: a conversation that goes on without a view gets one when its element comes. */
const running = new Map<string, Conversation>()

/** Opens the conversation that this tab left off, or a new one, and fetches its flow. */
export function openConversation(options: ConversationOptions): Conversation {
  const { config, page, site, surface, shape, element, left, place = element?.id } = options
  const key = left ? left.post.key : recordKey(config.site, { flow: site.flow, surface, shape, place })
  const open = running.get(key)
  if (open) return open
  const tag = document.querySelector<HTMLElement>('script[data-lang]')
  const around = (element ?? document.documentElement).closest<HTMLElement>('[lang]')?.lang
  const actor = createSession()
  const opened = performance.now()
  const conversation: Conversation = {
    config,
    page,
    actor,
    locales: site.locales,
    record: left ??
      readRecord(key) ?? {
        flow: site.flow,
        release: site.release,
        revision: site.revision,
        locale: contentLocale(site.locales, [tag?.dataset.lang, around, ...navigator.languages]),
        surface,
        shape,
        place,
        visitor: page.visitor,
        post: { key: randomId() },
        log:
          surface === 'bubble'
            ? page.exposures.map((shown, index) => ({ seq: index + 1, type: 'exposed', ...shown }))
            : [],
        decisions: [],
        acknowledged: 0,
      },
    save() {
      const { talk } = actor.getSnapshot().context
      if (!talk || !hasActed(talk)) return
      const { visit, log, decisions, acknowledged } = talk
      const dwell = performance.now() - opened
      const { minutes = 30, days = 7 } = talk.player.flow.resume ?? {}
      const stays = page.consent === 'granted'
      const until = Date.now() + (stays ? days * 24 * 60 : minutes) * 60_000
      conversation.record = { dwell, ...conversation.record, visit, log, decisions, acknowledged, until }
      if (left) return
      try {
        const text = JSON.stringify(conversation.record)
        sessionStorage[key] = text
        // With consent it is there in other tabs and on other days.
        if (stays) localStorage[key] = text
        else delete localStorage[key]
        // On the next page it opens again by itself while it goes on; a phone it would cover whole, so there it waits.
        const goesOn = !talk.played.done && visit.device === 'desktop'
        sessionStorage.parley = conversation.open ? (goesOn ? site.flow : '') : (sessionStorage.parley ?? '')
      } catch {
        // Blocked or full: the conversation lives as long as the page.
      }
    },
    async load() {
      try {
        // What was answered before can only be read with all kinds of fields.
        if (hasActed(conversation.record)) await loadMore(config)
        const flow = await fetchFlow(conversation)
        if (Object.values(flow.fields).some(({ kind }) => kind === 'hidden')) {
          const hidden = (await import('./hidden.ts')).hiddenOf(flow, page)
          conversation.record = { ...conversation.record, ...(hidden && { hidden }) }
        }
        const talk = beginTalk(conversation, flow)
        conversation.returned = talk.log.length
        actor.send({ type: 'loaded', talk })
      } catch {
        actor.send({ type: 'failed' })
      }
    },
  }
  running.set(key, conversation)
  actor.subscribe(conversation.save)
  actor.start()
  conversation.load()
  return conversation
}

/** Whether the visitor has done more than look. */
export function hasActed({ log }: Kept): boolean {
  return log.some(
    event => event.type !== 'viewed' && event.type !== 'exposed' && !('by' in event && event.by === 'page'),
  )
}

export async function fetchFlow({ config, record }: Pick<Conversation, 'config' | 'record'>): Promise<PublicFlow> {
  const response = await fetch(`${config.api}/v1/flows/${record.revision}/${record.locale}`)
  if (!response.ok) throw response
  return response.json()
}

export function beginTalk({ config, page, record }: Conversation, flow: PublicFlow): Talk {
  const visit = record.visit ?? visitContext(page, flow, record)
  const player = createPlayer(withVariants(flow, visit.variants))
  const { log, decisions, acknowledged } = record
  const talk = takeUp({ player, visit, now: Date.now, log, decisions, acknowledged })
  const news = talk.log.slice(log.length)
  const exposures = news.flatMap(event => {
    if (event.type !== 'exposed') return []
    const { experiment, version, variant, at } = event
    return [{ experiment, version, variant, at }]
  })
  if (exposures.length > 0 && page.consent === 'granted' && !hasActed(talk)) {
    const { release, visitor } = record
    navigator.sendBeacon(
      `${config.api}/v1/exposures`,
      JSON.stringify({ site: config.site, release, visitor, exposures }),
    )
  }
  return talk
}

/** The same flow twice on a page is two conversations where it is held in another shape, or its elements have an id. */
export function recordKey(
  site: string,
  { flow, surface, shape, place }: Pick<ConversationRecord, 'flow' | 'surface' | 'shape' | 'place'>,
): string {
  return `parley:${[site, flow, surface, shape, place].join(':')}`
}

export function readRecord(key: string): ConversationRecord | undefined {
  try {
    const record = toRecord(JSON.parse(sessionStorage[key] ?? localStorage[key]))
    // What was left too long ago is over, but for answers that still have to be sent.
    return record?.until && record.until < Date.now() && record.acknowledged >= record.log.length ? undefined : record
  } catch {
    return
  }
}

/** What was kept, if it still is a record; others can write there too, and an older version of ours may have. */
export function toRecord(kept: unknown): ConversationRecord | undefined {
  try {
    const record = kept as ConversationRecord // judged here: whatever lacks a part throws or is no record
    const { log, post, visit, decisions, acknowledged, locale } = record
    const whole =
      log.every(({ seq, type }, index) => seq === index + 1 && type.trim()) && decisions.every(({ step }) => step)
    return whole && post.key.trim() && visit?.device && locale.trim() && acknowledged <= log.length ? record : undefined
  } catch {
    return
  }
}
