import { describe, expect, test } from 'vitest'
import { nextInWindow, type SendWindow } from '#server/nurture/send-window.ts'
import table from './cases/send-window.json' with { type: 'json' }

interface Case {
  readonly fact: string
  readonly zone: string
  readonly at: string
  readonly next: string | null
  readonly window?: SendWindow
}

describe('when somebody may be written to', () => {
  test.each(table.cases as readonly Case[])('$fact', ({ zone, at, next, window = table.window as SendWindow }) => {
    const moment = nextInWindow(Date.parse(at), zone, window)

    expect(moment === null ? null : new Date(moment).toISOString().replace('.000', '')).toBe(next)
  })
})
