import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createActor } from 'xstate'
import type { PublicFlow } from '#flows/flow.ts'
import { publicFlow } from '#flows/locale.ts'
import { createPlayer } from '#flows/play.ts'
import { templates } from '#flows/templates/index.ts'
import { CONTEXT } from '#tests/support/conversation.ts'
import type { Conversation, ConversationRecord } from '#widget/conversation.ts'
import { sessionMachine } from '#widget/session.ts'
import { type Talk, takeUp } from '#widget/talk.ts'

/** Questions that take any words, so that every act can be told from every other; the last is never answered. */
const STEPS = ['q_first', 'q_second', 'q_third', 'q_last']
const player = createPlayer(wordyFlow())

/** More messages than any two tabs need to agree: they would go on for ever. */
const ENDLESS = 1000

interface Tab {
  readonly talk: () => Talk
  readonly answer: (step: string, value: string) => void
  /** The next message that waits for it. */
  readonly hear: () => boolean
  readonly lead: () => void
  readonly follow: () => void
}

/** A channel whose messages wait until the test lets them be heard. */
class Waiting {
  static readonly open = new Set<Waiting>()
  readonly heard: unknown[] = []
  onmessage: ((message: { data: unknown }) => void) | undefined
  constructor() {
    Waiting.open.add(this)
  }
  postMessage(data: unknown) {
    for (const other of Waiting.open) if (other !== this) other.heard.push(structuredClone(data))
  }
  close() {
    Waiting.open.delete(this)
  }
}

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', Waiting)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

const act = fc.record({
  tab: fc.nat(1),
  what: fc.constantFrom('answers', 'answers', 'hears', 'hears', 'leads', 'follows'),
  step: fc.nat(2),
})

test('whatever two tabs say and hear in whatever order, both end with one log that has every answer once', async () => {
  const modules = [await freshModule(), await freshModule()]
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), acts => {
      const tabs = modules.map(openTab)
      const said: string[] = []
      for (const [index, { tab: which, what, step }] of acts.entries()) {
        const [tab, other] = which === 0 ? tabs : [tabs[1], tabs[0]]
        if (!tab || !other) continue
        if (what === 'hears') tab.hear()
        if (what === 'follows') tab.follow()
        if (what === 'leads') {
          other.follow()
          tab.lead()
        }
        const asked = STEPS.slice(0, 1 + STEPS.indexOf(tab.talk().played.position.id))
        const name = asked[step]
        if (what !== 'answers' || !name) continue
        tab.answer(name, `words ${index}`)
        said.push(`words ${index}`)
      }

      let rounds = 0
      while (tabs.map(tab => tab.hear()).includes(true)) if (++rounds > ENDLESS) throw new Error('They never agree.')
      const logs = tabs.map(tab => tab.talk().log)
      expect(logs[0]).toEqual(logs[1])
      const answers = logs[0]?.flatMap(event => (event.type === 'answered' ? [event.value] : []))
      expect(answers?.toSorted()).toEqual(said.toSorted())
    }),
    { numRuns: 2000 },
  )
})

/** Each page has modules, and an id as a tab, of its own. */
async function freshModule() {
  vi.resetModules()
  return await import('#widget/outbox/share-with-tabs.ts')
}

function openTab({ shareWithTabs }: Awaited<ReturnType<typeof freshModule>>, index: number): Tab {
  if (index === 0) Waiting.open.clear()
  const actor = createActor(sessionMachine).start()
  let now = 0
  const talk = takeUp({ player, visit: CONTEXT, now: () => ++now, log: [], decisions: [], acknowledged: 0 })
  actor.send({ type: 'loaded', talk })
  // It looks at no more than that.
  const record = { release: 'r1', post: { key: 'one' } } as ConversationRecord
  const shared = shareWithTabs({ actor, record } as Partial<Conversation> as Conversation)
  actor.subscribe(() => shared.tell())
  shared.tell()
  const channel = [...Waiting.open][index]
  const look = () => actor.getSnapshot().context.talk ?? talk
  return {
    talk: look,
    answer: (step, value) => actor.send({ type: 'gave', body: { type: 'answered', step, value } }),
    hear() {
      const data = channel?.heard.shift()
      if (data) channel?.onmessage?.({ data })
      return data !== undefined
    },
    lead() {
      shared.leads = true
    },
    follow() {
      shared.tell()
      shared.leads = false
    },
  }
}

function wordyFlow(): PublicFlow {
  const template = templates[0]?.flow
  if (!template) throw new Error('There is no template.')
  return {
    ...publicFlow(template, 'en'),
    fields: Object.fromEntries(STEPS.map(id => [id, { kind: 'text', about: 'other' }])),
    steps: STEPS.map(id => ({ id, kind: 'ask', field: id, text: id })),
  }
}
