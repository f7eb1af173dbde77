import { publicFlow } from '#flows/locale.ts'
import type { LogEntry, Player } from '#flows/play.ts'
import { createPlayer } from '#flows/play.ts'
import { templates } from '#flows/templates/index.ts'
import { median } from './statistics/quantile.ts'
import { holdConversation } from './visits/hold-conversation.ts'
import { pricingContext } from './visits/pricing-context.ts'
import { pricingVisits } from './visits/pricing-visits.ts'

// `npm run bench -- replay`: how many answer logs of the BANT conversation one core verifies in a second. Counted in
// seconds of CPU, all threads of the process together, so that other work on the machine does not change the figure.

const WARM_UP_LOGS = 3_000
const LOGS = 6_000
const RUNS = 7

const context = pricingContext({ teaser: 'a' })
const player = createPricingPlayer()
const logs = pricingVisits.map(visit => ({
  visit,
  log: holdConversation({ player, context, visit, startedAt: Date.UTC(2026, 10, 22), until: 'end' }),
}))

verify(WARM_UP_LOGS)
const runs = Array.from({ length: RUNS }, () => LOGS / cpuSeconds(() => verify(LOGS)))
const events = logs.reduce((sum, { log }) => sum + log.length, 0) / logs.length
console.log(`${logs.length} conversations of ${events.toFixed(1)} events on average; ${RUNS} runs of ${LOGS} logs:`)
console.log(runs.map(perSecond => Math.round(perSecond)).join(' '))
console.log(JSON.stringify({ bench: 'replay', perSecond: Math.round(median(runs)) }))

function createPricingPlayer(): Player {
  const template = templates.find(({ id }) => id === 'pricing')
  if (!template) throw new Error('There is no pricing template.')
  return createPlayer(publicFlow(template.flow, context.locale))
}

/** Replays so many logs as the server does, and makes sure of what comes out. */
function verify(count: number): void {
  for (let done = 0; done < count; done += 1) {
    const entry = logs[done % logs.length]
    if (entry) verifyLog(entry.log, entry.visit.outcome)
  }
}

function verifyLog(log: readonly LogEntry[], outcome: string): void {
  const { played, refused } = player.replay(context, log)
  const { position, answers } = played
  if (refused.length > 0 || position.kind !== 'end' || position.outcome !== outcome || answers.size !== 8) {
    throw new Error(`A log led to ${position.id} with ${refused.length} events refused; expected ${outcome}.`)
  }
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
