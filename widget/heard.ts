import type { SessionState } from '#flows/api.ts'
import { SETTLED, type Talk, takeUp } from './talk.ts'

/** What the server says. Its decisions stand where they were made, whatever was answered meanwhile. */
export function heard(talk: Talk, { acknowledged, decisions }: SessionState): Talk {
  const current = { ...talk, acknowledged: Math.max(talk.acknowledged, acknowledged) }
  return decisions.length === talk.decisions.length ? current : takeUp({ ...current, ...SETTLED, decisions })
}

/** Back to what the server has: it takes no more of our log. */
export function rewound(talk: Talk, { acknowledged, decisions }: SessionState): Talk {
  return takeUp({ ...talk, ...SETTLED, acknowledged, decisions, log: talk.log.slice(0, acknowledged) })
}
