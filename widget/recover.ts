import type { SessionState, SiteConfig } from '#flows/api.ts'
import type { PublicFlow } from '#flows/flow.ts'
import { beginTalk, type Conversation, fetchFlow } from './conversation.ts'
import { rewound } from './heard.ts'
import { given, type Talk } from './talk.ts'
import { randomId } from './visitor.ts'

/** Times a conversation starts over before it stays by itself. */
const RESTARTS = 3

/**
 * The server refused what we sent. Finds a way to go on: on the live release when ours is retired, in a new session when
 * ours is gone, else with what the server has. False: there is none, and the conversation goes on unsent.
 */
export async function recover(conversation: Conversation, status: number, code: string): Promise<boolean> {
  const { actor, record } = conversation
  const { talk } = actor.getSnapshot().context
  if (!talk) return false
  const { post } = record
  const gone = status === 401 || status === 404
  if (code === 'idempotency_mismatch' || (post.session && (gone || TAKEN.has(code)))) return startApart(conversation)
  if (!mayRestart(conversation)) return false
  if (code === 'release_retired' || code === 'unknown_release') return restart(conversation, talk)
  return post.session ? rewind(conversation, talk, post.session) : false
}

/** Somebody else has written to our session: a copy of the tab that this one cannot hear. */
const TAKEN: ReadonlySet<string> = new Set(['sequence_conflict', 'session_completed'])

/** Goes on in a session of its own, with all that was said here: no answer is lost, and the lead stays one by its address. */
export function startApart(conversation: Conversation): boolean {
  const { actor } = conversation
  const { talk } = actor.getSnapshot().context
  if (!talk || !mayRestart(conversation)) return false
  const { record } = conversation
  conversation.record = { ...record, post: { key: randomId(), restarts: record.post.restarts ?? 0 } }
  actor.send({ type: 'synced', talk: { ...talk, acknowledged: 0 } })
  return true
}

function mayRestart({ record: { post } }: Conversation): boolean {
  post.restarts = (post.restarts ?? 0) + 1
  return post.restarts <= RESTARTS
}

/** The server holds less than we do, or something else: back to what it has. */
async function rewind(conversation: Conversation, talk: Talk, session: string): Promise<boolean> {
  const { actor, config, record } = conversation
  const response = await fetch(`${config.api}/v1/sessions/${session}`, {
    credentials: 'omit',
    headers: { authorization: `Bearer ${record.post.token}` },
  })
  if (!response.ok) return false
  const state: SessionState = await response.json()
  if (state.acknowledged > talk.log.length) return startApart(conversation)
  actor.send({ type: 'synced', talk: rewound(talk, state) })
  return true
}

/** Takes up the live release of the flow with the answers that still fit. */
async function restart(conversation: Conversation, talk: Talk): Promise<boolean> {
  const { actor, config, record } = conversation
  const response = await fetch(`${config.api}/v1/sites/${config.site}`, { cache: 'reload', credentials: 'omit' })
  if (!response.ok) return false
  const live: SiteConfig = await response.json()
  const site = live.flows.find(({ flow }) => flow === record.flow)
  if (!site) return false
  const locale = site.locales.includes(record.locale) ? record.locale : (site.locales[0] ?? record.locale)
  const { release, revision } = site
  const restarts = record.post.restarts ?? 0
  const { visit: _stale, ...kept } = record
  const renewed = {
    ...kept,
    release,
    revision,
    locale,
    log: [],
    decisions: [],
    acknowledged: 0,
    post: { key: randomId(), restarts },
  }
  const flow: PublicFlow = await fetchFlow({ config, record: renewed })
  conversation.record = renewed
  actor.send({ type: 'synced', talk: answeredAgain(beginTalk(conversation, flow), talk) })
  return true
}

/** Gives the old answers again for as long as the new flow asks for them: by step, or by the field it fills. */
function answeredAgain(fresh: Talk, old: Talk): Talk {
  let talk = fresh
  for (;;) {
    const { position } = talk.played
    if (position.kind !== 'ask') return talk
    const same = old.player.flow.steps.find(
      step => step.kind === 'ask' && (step.id === position.id || step.field === position.field),
    )
    const value = same && old.played.answers.get(same.id)
    if (value === undefined) return talk
    const next = given(talk, { type: 'answered', step: position.id, value })
    if (next.problem) return talk
    talk = next
  }
}
