import type { Talk } from './talk.ts'

/** Share of the questions passed, of those on the path with today's answers: a branch may move it either way. */
export function progress({ player, played }: Talk): number {
  const done = played.path.filter(({ kind }) => kind === 'ask').length
  const ahead = player.outline(played).filter(({ step }) => step.kind === 'ask').length
  return done + ahead > 0 ? done / (done + ahead) : 1
}
