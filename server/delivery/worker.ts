import { clearTimeout, setTimeout } from 'node:timers'
import type { Deps } from '../deps.ts'
import { type Claim, claimDeliveries } from './claim.ts'
import { deliver } from './deliver.ts'
import { createDeliveryLoad } from './delivery-load.ts'
import { createDeliverDeps } from './delivery-tools.ts'
import type { Outcome } from './outcome.ts'

/** Calls once after so many ms; the function it returns calls it off. */
export type Scheduler = (ms: number, act: () => void) => () => void

export interface DeliveryWorker {
  /** Something is due: begin at once. Cheap, never throws. */
  wake(): void
  /** Takes nothing new and waits for what is on its way, 25 s at most. What is left then is delivered by its lease's end. */
  stop(): Promise<void>
  /** Delivers until nothing is due, and resolves with the number of attempts made. */
  runOnce(): Promise<number>
}

/** Above the longest attempt (15 s) and a slow database; with the poll it stays below the minute a lost worker may cost. */
const LEASE_MS = 40_000
/** For retries that fall due, other servers' rows and leases that ran out; new rows come with a wake. */
const POLL_MS = 2_000
const DRAIN_MS = 25_000

const timers: Scheduler = (ms, act) => {
  const timer = setTimeout(act, ms).unref()
  return () => clearTimeout(timer)
}

/** Starts delivering. Any number of workers may share a Postgres database. */
export function startDelivery(
  deps: Pick<Deps, 'config' | 'store' | 'log' | 'egress' | 'now' | 'newId' | 'randomBytes'>,
  { schedule = timers }: { readonly schedule?: Scheduler } = {},
): DeliveryWorker {
  const { store, log, now } = deps
  const name = deps.newId()
  const load = createDeliveryLoad()
  const deliverDeps = createDeliverDeps(deps)
  const sending = new Set<Promise<void>>()
  let claiming: Promise<void> | undefined
  let again = false
  let stopping = false
  let attempts = 0

  async function claimAndSend(): Promise<void> {
    try {
      const input = { engine: store.engine, now: now(), leaseMs: LEASE_MS, worker: name, load }
      for (const claim of await store.write(trx => claimDeliveries(trx, input))) start(claim)
    } catch (error) {
      log.warn({ err: error }, 'deliveries could not be claimed')
    }
  }

  function start(claim: Claim): void {
    attempts += 1
    load.started(claim)
    const work = send(claim)
    sending.add(work)
    void work.then(() => {
      sending.delete(work)
      wake()
    })
  }

  async function send(claim: Claim): Promise<void> {
    let outcome: Outcome | null = null
    try {
      outcome = await deliver(deliverDeps, claim)
    } catch (error) {
      log.error({ err: error, delivery: claim.delivery.id }, 'an attempt could not be written down')
    }
    load.finished(claim, outcome, now())
  }

  function wake(): void {
    if (stopping) return
    if (claiming) {
      again = true
      return
    }
    claiming = claimAndSend().then(() => {
      claiming = undefined
      if (!again) return
      again = false
      wake()
    })
  }

  let cancelPoll = schedule(0, poll)
  function poll(): void {
    wake()
    cancelPoll = schedule(POLL_MS, poll)
  }

  return {
    wake,
    async stop() {
      stopping = true
      cancelPoll()
      await claiming
      const drained = Promise.withResolvers<void>()
      const giveUp = schedule(DRAIN_MS, drained.resolve)
      await Promise.race([Promise.all(sending), drained.promise])
      giveUp()
    },
    async runOnce() {
      const before = attempts
      wake()
      while (claiming || sending.size > 0) await Promise.race([...(claiming ? [claiming] : []), ...sending])
      return attempts - before
    },
  }
}
