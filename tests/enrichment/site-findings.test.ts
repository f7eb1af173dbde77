import { describe, expect, test } from 'vitest'
import { findingsOf } from '#server/enrichment/site-findings.ts'
import { readSitePage } from '#server/enrichment/site-page.ts'
import cases from './cases/pages.json' with { type: 'json' }

describe('a company’s page', () => {
  test.each(cases)('$fact', ({ html, facts }) => {
    const findings = findingsOf('https://x.example/', readSitePage(html))

    expect(Object.fromEntries(findings.map(({ fact, value }) => [fact, value]))).toEqual(facts)
    for (const { evidence } of findings) expect(evidence).toMatchObject({ url: 'https://x.example/' })
  })

  test.each([
    ['tags that never end', '<meta '.repeat(10_000)],
    ['attributes that never end', `<meta ${'a="'.repeat(20_000)}>`],
    ['titles that never end', '<title>'.repeat(9_000)],
    ['scripts that never end', '<script type="application/ld+json">'.repeat(1_800)],
    ['deep data', `<script type="application/ld+json">${'['.repeat(30_000)}${']'.repeat(30_000)}</script>`],
  ])('with %s is read to its end', (_what, html) => {
    expect(() => readSitePage(html.slice(0, 65_536))).not.toThrow()
  })
})
