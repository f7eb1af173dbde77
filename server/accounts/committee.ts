import type { AccountSettings } from './account-settings.ts'

/** Somebody who came, and when they were last there. */
interface Comer {
  readonly seenAt: number
  readonly level: string | null
}

const DAY = 86_400_000

/**
 * Until when these people make a buying committee: enough of them, or of different levels of decision, were there within the
 * time set. Milliseconds since 1970; 0 = they do not make one.
 */
export function committeeUntil(people: readonly Comer[], settings: AccountSettings): number {
  const { committeePeople, committeeLevels, committeeDays } = settings
  const newestOfLevel = new Map<string, number>()
  for (const { level, seenAt } of people) {
    if (level !== null) newestOfLevel.set(level, Math.max(seenAt, newestOfLevel.get(level) ?? 0))
  }
  const last = Math.max(
    nthNewest(
      people.map(({ seenAt }) => seenAt),
      committeePeople,
    ),
    nthNewest([...newestOfLevel.values()], committeeLevels),
  )
  return last > 0 ? last + committeeDays * DAY : 0
}

function nthNewest(times: readonly number[], count: number): number {
  return times.toSorted((a, b) => b - a)[count - 1] ?? 0
}
