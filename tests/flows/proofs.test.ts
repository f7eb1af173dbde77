import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SessionEventBody } from '#flows/api.ts'
import { checkFlow, type Finding } from '#flows/check.ts'
import type { Answer, StandingPromise, Step } from '#flows/flow.ts'
import { createPlayer, type Played, type Player } from '#flows/play.ts'
import { ANSWERS, CONTEXT, randomFlow } from '../support/random-flow.ts'

// Fixed, so that a run says something about the change; FLOW_SEED looks further.
const seed = Number(process.env.FLOW_SEED ?? 20_261_122)

const promise: fc.Arbitrary<StandingPromise> = fc.record({
  name: fc.constant('Never'),
  facts: fc.constantFrom<Readonly<Record<string, Answer>>>(
    { role: 'learner' },
    { colour: 'red' },
    { 'size.min': 11 },
    { tools: ['erp'] },
    {},
  ),
  never: fc.integer({ min: 1, max: 8 }).map(index => `s${index}`),
})

const picks = fc.array(fc.nat(11), { minLength: 20, maxLength: 20 })

test(`no random visit does what the checks rule out (seed ${seed})`, { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(randomFlow, promise, fc.array(picks, { minLength: 10, maxLength: 10 }), (flow, promised, visits) => {
      const findings = checkFlow({ ...flow, promises: [promised] })
      const unreachable = new Set(findings.filter(({ code }) => code === 'unreachable').map(({ step }) => step))
      const proved = !findings.some(({ pointer }) => pointer.startsWith('/promises'))
      const player = createPlayer(flow)
      for (const drawn of visits) {
        const free = visit(player, drawn)
        for (const { id } of [...free.path, free.position]) expect(unreachable.has(id)).toBe(false)
        const bound = visit(player, drawn, promised.facts)
        if (proved) expect([...bound.path, bound.position].map(({ id }) => id)).not.toContain(promised.never)
      }
    }),
    { seed, numRuns: 500 },
  )
})

test(`every counter-example leads where it says (seed ${seed})`, { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(randomFlow, promise, (flow, promised) => {
      const broken = checkFlow({ ...flow, promises: [promised] }).find(({ code }) => code === 'promise_broken')
      if (!broken) return
      const { path, position } = follow(createPlayer(flow), broken)
      expect([...path, position].map(({ id }) => id)).toContain(promised.never)
    }),
    { seed, numRuns: 1000 },
  )
})

/** A visit whose answers stand for nothing that the facts rule out. */
function visit(player: Player, drawn: readonly number[], facts: Readonly<Record<string, Answer>> = {}): Played {
  let played = player.start(CONTEXT)
  for (const pick of drawn) {
    const accepted = played.accept(turn(played.position, pick, facts))
    if (!accepted.ok) break
    played = accepted.played
  }
  return played
}

function turn(position: Step, pick: number, facts: Readonly<Record<string, Answer>>): SessionEventBody {
  const step = position.id
  if (position.kind === 'book') return { type: 'booked', step }
  if (position.kind !== 'ask') {
    return { type: 'decided', step, outcome: pick % 2 ? 'sales' : 'trial', by: pick > 8 ? 'fallback' : 'server' }
  }
  if (pick > 9 && position.optional) return { type: 'skipped', step }
  const answers = allowed(position.field, facts)
  return { type: 'answered', step, value: answers[pick % answers.length] ?? '' }
}

function allowed(field: string, facts: Readonly<Record<string, Answer>>): readonly Answer[] {
  if (field === 'size' && 'size.min' in facts) return ['middle']
  const fact = facts[field]
  return fact === undefined ? (ANSWERS[field] ?? []) : [fact]
}

function follow(player: Player, { example = [], context = {} }: Finding): Played {
  let played = player.start({
    ...CONTEXT,
    ...('device' in context && { device: context.device as 'mobile' }), // another value than those there are, too
    ...('page.path' in context && { page: { url: '', path: String(context['page.path'] ?? '') } }),
    ...('plan' in context && { hidden: context.plan === undefined ? {} : { plan: String(context.plan) } }),
    ...('utm.source' in context && {
      utm: context['utm.source'] === undefined ? {} : { source: String(context['utm.source']) },
    }),
    ...('variant.opener' in context && {
      variants: context['variant.opener'] === undefined ? {} : { opener: String(context['variant.opener']) },
    }),
  })
  for (const { step, answer } of example) {
    while (played.position.kind === 'book') played = take(played.accept({ type: 'booked', step: played.position.id }))
    if (played.position.kind === 'decide') {
      const by = answer === 'fallback' ? 'fallback' : 'server'
      played = take(played.accept({ type: 'decided', step, outcome: String(answer), by }))
    } else {
      played = take(
        played.accept(answer === null ? { type: 'skipped', step } : { type: 'answered', step, value: answer }),
      )
    }
  }
  while (played.position.kind === 'book') played = take(played.accept({ type: 'booked', step: played.position.id }))
  return played
}

function take(accepted: ReturnType<Played['accept']>): Played {
  if (!accepted.ok) throw new Error(`${accepted.problem}: ${accepted.detail}`)
  return accepted.played
}
