import { describe, expect, test } from 'vitest'
import { parseOrigin } from '#server/publishing/site-settings.ts'

describe('the origin of a site', () => {
  test.each([
    ['https://www.tallybarn.example', 'https://www.tallybarn.example'],
    ['https://www.tallybarn.example/', 'https://www.tallybarn.example'],
    ['https://tallybarn.example:8443', 'https://tallybarn.example:8443'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://127.0.0.1:5173', 'http://127.0.0.1:5173'],
    ['http://[::1]:5173', 'http://[::1]:5173'],
  ])('%s is kept as %s', (text, origin) => {
    expect(parseOrigin(text)).toBe(origin)
  })

  test.each([
    'http://tallybarn.example',
    'https://tallybarn.example/pricing',
    'https://tallybarn.example?x',
    'https://user@tallybarn.example',
    'https://*.tallybarn.example',
    'tallybarn.example',
    'null',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '',
  ])('%s is refused', text => {
    expect(parseOrigin(text)).toBeNull()
  })
})
