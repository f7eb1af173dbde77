import type { TimelineEntry } from '#server/http/api-type.ts'

/** The answers of one conversation in one line: in full they stand elsewhere on the screen. */
export interface AnswerRun<Entry> {
  readonly kind: 'answers'
  /** When the newest of them was given, in milliseconds since 1970. */
  readonly at: number
  readonly newest: Entry
  readonly number: number
}

/** A timeline, newest first, with one line a conversation for its plain answers. What was typed, changed or confirmed stays by itself. */
export function foldAnswers<Entry extends TimelineEntry>(
  newestFirst: readonly Entry[],
): readonly (Entry | AnswerRun<Entry>)[] {
  const numbers = new Map<string, number>()
  for (const entry of newestFirst) {
    if (isPlain(entry)) numbers.set(entry.session, (numbers.get(entry.session) ?? 0) + 1)
  }
  const told = new Set<string>()
  return newestFirst.flatMap((entry): (Entry | AnswerRun<Entry>)[] => {
    if (!isPlain(entry)) return [entry]
    if (told.has(entry.session)) return []
    told.add(entry.session)
    return [{ kind: 'answers', at: entry.at, newest: entry, number: numbers.get(entry.session) ?? 1 }]
  })
}

function isPlain(entry: TimelineEntry): entry is Extract<TimelineEntry, { kind: 'answer' }> {
  return entry.kind === 'answer' && !entry.changed && !entry.typed && !entry.confirmed
}
