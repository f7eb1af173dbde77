import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ConfigError, readConfig } from '#server/config.ts'

const SECRET = 'x'.repeat(32)

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What is wrong with these settings, or nothing. */
function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig({ PARLEY_SECRET: SECRET, ...env })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

it('makes a secret once and keeps it for its owner only', () => {
  const DATA_DIRECTORY = emptyFolder()
  const { secret } = readConfig({ DATA_DIRECTORY })
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(readConfig({ DATA_DIRECTORY }).secret).toBe(secret)
  expect(readFileSync(join(DATA_DIRECTORY, 'secret'), 'utf8')).toBe(`${secret}\n`)
  expect(statSync(join(DATA_DIRECTORY, 'secret')).mode & 0o777).toBe(0o600)
})

it('refuses a kept secret that was cut off: tokens made with it could be forged', () => {
  for (const kept of ['', '\n', 'short\n']) {
    const DATA_DIRECTORY = emptyFolder()
    writeFileSync(join(DATA_DIRECTORY, 'secret'), kept)
    expect(() => readConfig({ DATA_DIRECTORY })).toThrow(ConfigError)
  }
})

it('takes an origin as the public address, written as browsers write it', () => {
  const publicUrlOf = (PUBLIC_URL: string) => readConfig({ PARLEY_SECRET: SECRET, PUBLIC_URL }).publicUrl
  expect(publicUrlOf('https://Parley.Example/')).toBe('https://parley.example')
  expect(publicUrlOf('HTTPS://parley.example:443')).toBe('https://parley.example')
  expect(publicUrlOf('http://localhost:4000')).toBe('http://localhost:4000')
  for (const wrong of [
    'https://parley.example/app',
    'https://a:b@parley.example',
    'ftp://x.example',
    'parley.example',
  ]) {
    expect([wrong, problemsOf({ PUBLIC_URL: wrong }).length]).toEqual([wrong, 1])
  }
})

it('takes addresses and blocks of addresses as trusted proxies, nothing else', () => {
  expect(problemsOf({ TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1,2001:db8::/32, ::1' })).toEqual([])
  for (const wrong of ['proxy.example', '10.0.0.0/99', '*', '10.0.0']) {
    expect([wrong, problemsOf({ TRUSTED_PROXIES: wrong }).length]).toEqual([wrong, 1])
  }
})

it('names every problem at once', () => {
  expect(problemsOf({ PORT: 'x', PARLEY_SECRET: 'short', SMTP_URL: 'http://x' })).toHaveLength(3)
})
