import type { Player } from '#flows/play.ts'
import type { Talk } from './talk.ts'

/** What the line showed last, by conversation: a player is made for one. */
const shown = new WeakMap<Player, { readonly share: number; readonly ahead: number }>()

/**
 * Share of the questions passed, of those on the path with today's answers. It tells the truth about branches, and goes back
 * only when more questions lie ahead than before: an answer changed for a shorter way never costs what was reached.
 */
export function progress({ player, played }: Talk): number {
  const passed = played.path.filter(({ kind }) => kind === 'ask').length
  const coming = player.outline(played).filter(({ step }) => step.kind === 'ask')
  // What was answered before an earlier answer changed will be passed by.
  const ahead = coming.filter(({ answer }) => answer === undefined).length
  const done = passed + coming.length - ahead
  const before = shown.get(player)
  const now = done + ahead > 0 ? done / (done + ahead) : 1
  const share = before && ahead <= before.ahead ? Math.max(now, before.share) : now
  shown.set(player, { share, ahead })
  return share
}
