import type { Deps } from '#server/deps.ts'
import { startBacktest } from '#server/models/backtests.ts'
import { startTrial } from '#server/models/trials.ts'

const PRICING = 'pricing'
const OTHER = { kind: 'preset', preset: 'global' } as const
const BY = 'Helen Ward'
const DAY_MS = 86_400_000

/** For two weeks a published preset has scored along with the pricing chat's own model. */
export async function letModelScoreAlong(
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  workspaceId: string,
): Promise<void> {
  const then = { ...deps, now: () => deps.now() - 14 * DAY_MS }
  await startTrial(then, { workspaceId, flowId: PRICING, mode: 'shadow', candidate: OTHER, share: 0, by: BY })
}

/** The same preset over the ninety days that were told: begun here, and done by the time somebody looks. */
export async function testModelOnHistory(
  deps: Pick<Deps, 'store' | 'now' | 'newId' | 'log'>,
  { workspaceId, until }: { readonly workspaceId: string; readonly until: number },
): Promise<void> {
  const models = { base: { kind: 'live' }, candidate: OTHER } as const
  const leads = { since: until - 91 * DAY_MS, until, moment: 'capture' } as const
  const judged = { target: 'sql', matureDays: 45, seed: 1 } as const
  await startBacktest(deps, { workspaceId, flowId: PRICING, by: BY, spec: { ...models, ...leads, ...judged } })
}
