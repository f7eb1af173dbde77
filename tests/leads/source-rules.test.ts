import { describe, expect, test } from 'vitest'
import {
  DEFAULT_SOURCE_RULES,
  type FirstTouch,
  rankOf,
  type SourceRank,
  sourceRules,
} from '#server/leads/source-rules.ts'
import { readUserAgent } from '#server/sessions/read-user-agent.ts'
import cases from './source-rules.json' with { type: 'json' }

interface Case {
  readonly title: string
  readonly rules: readonly unknown[]
  readonly touch: FirstTouch
  readonly is: SourceRank
}

describe('source rules', () => {
  test.each(cases as unknown as Case[])('$title', ({ rules, touch, is }) => {
    expect(rankOf(sourceRules.parse({ ...DEFAULT_SOURCE_RULES, rules }), touch)).toEqual(is)
  })

  test.each([
    [{ priority: 1, owner: 'sales' }],
    [{ source: ' ', priority: 1, owner: 'sales' }],
    [{ source: 'google', priority: 6, owner: 'sales' }],
    [{ source: 'google', priority: 1, owner: 'support' }],
  ])('a rule that means nothing is refused: %o', rule => {
    expect(sourceRules.safeParse({ ...DEFAULT_SOURCE_RULES, rules: [rule] }).success).toBe(false)
  })
})

describe('a User-Agent header', () => {
  const safari = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0'
  test.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`, 'chrome', 'windows'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/141.0`, 'edge', 'windows'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${chrome} Safari/537.36 OPR/120.0`, 'opera', 'linux'],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', 'firefox', 'linux'],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Version/18.0 Safari/605.1.15`, 'safari', 'macos'],
    [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${safari} CriOS/141.0 Safari/604.1`, 'chrome', 'ios'],
    [`Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) ${safari} Version/18.0 Safari/604.1`, 'safari', 'ios'],
    [`Mozilla/5.0 (Linux; Android 15; SM-S931B) ${chrome} SamsungBrowser/28.0 Safari/537.36`, 'samsung', 'android'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`, 'chrome', 'chromeos'],
    ['curl/8.11.0', 'other', 'other'],
  ])('%s', (header, browser, os) => {
    expect(readUserAgent(header)).toEqual({ browser, os })
  })

  test('that is missing tells nothing', () => {
    expect([readUserAgent(undefined), readUserAgent('')]).toEqual([null, null])
  })
})
