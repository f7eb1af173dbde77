import { expect, test } from 'vitest'
import type { TimelineEntry } from '#server/http/api-type.ts'
import { foldAnswers } from '#studio/leads/fold-answers.ts'

function answer(session: string, at: number, typed?: string): TimelineEntry {
  const said = { question: 'Your role?', answer: 'Head', changed: false, ...(typed && { typed }) }
  return { kind: 'answer', session, at, ...said }
}

test('plain answers of a conversation are one line, at the time of the newest', () => {
  const page: TimelineEntry = { kind: 'page', session: 's1', at: 1, path: '/pricing', title: null, seconds: null }

  const folded = foldAnswers([answer('s1', 4), page, answer('s1', 3), answer('s2', 2)])

  expect(folded).toEqual([
    { kind: 'answers', at: 4, newest: answer('s1', 4), number: 2 },
    page,
    { kind: 'answers', at: 2, newest: answer('s2', 2), number: 1 },
  ])
})

test('what was typed stays by itself', () => {
  const typed = answer('s1', 4, '201–1,000 people?')

  expect(foldAnswers([typed, answer('s1', 3)])).toMatchObject([typed, { kind: 'answers', number: 1 }])
})
