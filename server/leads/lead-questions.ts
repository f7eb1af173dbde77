import { plainText } from '#flows/rich-text.ts'
import type { Visit } from '../sessions/visit.ts'
import type { CardQuestion } from './lead-card-type.ts'

/** Questions of one person that are shown, the newest ones. */
const SHOWN = 50

/** What a person asked in these visits, those a person must answer first, oldest first. */
export function questionsOf(visits: readonly Visit[]): CardQuestion[] {
  const all = visits.flatMap(({ asked, flow, sessionId }) =>
    asked.map(({ text, snippet: id, at }): CardQuestion => {
      const snippet = flow.snippets?.find(one => one.id === id)
      return { text, reply: snippet ? plainText(snippet.text) : null, at, session: sessionId }
    }),
  )
  const newest = all.slice(-SHOWN)
  return [...newest.filter(isOpen), ...newest.filter(question => !isOpen(question))]
}

/** Whether a person was promised to answer it. */
export function isOpen({ reply }: CardQuestion): boolean {
  return reply === null
}
