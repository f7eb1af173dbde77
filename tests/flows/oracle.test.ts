import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SessionEventBody } from '#flows/api.ts'
import type { Answer, Flow, Step } from '#flows/flow.ts'
import { contextFacts, createPlayer, type Played, type Player } from '#flows/play.ts'
import { ANSWERS, CONTEXT, REFUSED, randomFlow } from '../support/random-flow.ts'
import { createOracle, type Walked } from '../support/walker.ts'

// Fixed, so that a run says something about the change; FLOW_SEED looks further.
const seed = Number(process.env.FLOW_SEED ?? 20_261_122)

/** One turn of a visit: mostly what the position asks for, sometimes anything at all. */
interface Turn {
  readonly off: boolean
  readonly step: number
  readonly pick: number
  readonly act: 'give' | 'refused' | 'skip' | 'book' | 'server' | 'fallback' | 'view'
}

const turn: fc.Arbitrary<Turn> = fc.record({
  off: fc.integer({ min: 0, max: 9 }).map(die => die < 4),
  step: fc.nat(13),
  pick: fc.nat(7),
  act: fc.constantFrom('give', 'give', 'give', 'refused', 'skip', 'book', 'server', 'fallback', 'view'),
})

test(`the player agrees with the oracle after every event of random visits to random flows (seed ${seed})`, {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(randomFlow, fc.array(turn, { maxLength: 24 }), (flow, turns) => {
      const oracle = createOracle(flow, contextFacts(CONTEXT))
      const player = createPlayer(flow)
      let played = player.start(CONTEXT)
      const log: SessionEventBody[] = []
      for (const one of turns) {
        const event = toEvent(flow, played, one)
        const accepted = played.accept(event)
        expect(accepted.ok ? null : accepted.problem).toBe(oracle.accept(event))
        if (accepted.ok) played = accepted.played
        log.push(event)
        expect(shown(played)).toEqual(oracle.state())
      }
      const numbered = log.map((event, index) => ({ ...event, seq: index + 1, at: 0 }))
      expect(shown(player.replay(CONTEXT, numbered).played)).toEqual(oracle.state())
    }),
    { seed, numRuns: 3000 },
  )
})

test(`a page filled in at once ends where the chat ends (seed ${seed})`, { timeout: 120_000 }, () => {
  const picks = fc.array(fc.nat(7), { minLength: 14, maxLength: 14 })
  fc.assert(
    fc.property(randomFlow, picks, (flow, drawn) => {
      const answers = new Map(flow.steps.map((step, index) => [step.id, answerTo(step, drawn[index] ?? 0)]))
      const player = createPlayer(flow)
      expect(shown(fillPages(player, answers))).toEqual(shown(chat(player, answers)))
    }),
    { seed, numRuns: 2000 },
  )
})

function toEvent(flow: Flow, { position }: Played, { off, step: index, pick, act }: Turn): SessionEventBody {
  const step = off ? (flow.steps[index % flow.steps.length] ?? position) : position
  if (act === 'view') return { type: 'viewed', step: step.id }
  if (act === 'server' || step.kind === 'decide') {
    return {
      type: 'decided',
      step: step.id,
      outcome: pick % 2 ? 'sales' : 'unheard_of',
      by: act === 'fallback' ? 'fallback' : 'server',
    }
  }
  if (act === 'fallback') {
    const decide = flow.steps.find(({ kind }) => kind === 'decide') ?? step
    return { type: 'decided', step: decide.id, outcome: 'sales', by: 'fallback' }
  }
  if (act === 'skip') return { type: 'skipped', step: step.id }
  if (act === 'book' || step.kind === 'book') return { type: 'booked', step: step.id }
  const value = act === 'refused' ? (REFUSED[pick % REFUSED.length] ?? 'purple') : answerTo(step, pick)
  return { type: 'answered', step: step.id, value }
}

function answerTo(step: Step, pick: number): Answer {
  const answers = step.kind === 'ask' ? (ANSWERS[step.field] ?? []) : []
  return answers[pick % answers.length] ?? 'nothing'
}

function give(played: Played, event: SessionEventBody): Played {
  const accepted = played.accept(event)
  if (!accepted.ok) throw new Error(`${event.type} was refused: ${accepted.problem}, ${accepted.detail}`)
  return accepted.played
}

function chat(player: Player, answers: ReadonlyMap<string, Answer>): Played {
  let played = player.start(CONTEXT)
  while (!played.done) {
    const { id, kind } = played.position
    played = kind === 'ask' ? give(played, { type: 'answered', step: id, value: answers.get(id) ?? '' }) : goOn(played)
  }
  return played
}

function fillPages(player: Player, answers: ReadonlyMap<string, Answer>): Played {
  let played = player.start(CONTEXT)
  while (!played.done) {
    for (const { step, answer } of player.outline(played, answers)) {
      if (step.kind === 'ask') played = give(played, { type: 'answered', step: step.id, value: answer ?? '' })
    }
    if (!played.done) played = goOn(played)
  }
  return played
}

function goOn(played: Played): Played {
  const { id, kind } = played.position
  return give(
    played,
    kind === 'book' ? { type: 'booked', step: id } : { type: 'decided', step: id, outcome: 'trial', by: 'server' },
  )
}

function shown(played: Played): Walked {
  return {
    position: played.position.id,
    path: played.path.map(step => step.id),
    answers: Object.fromEntries(played.answers),
    facts: played.facts,
    decisions: Object.fromEntries(played.decisions),
    dormant: played.dormant,
    done: played.done,
  }
}
