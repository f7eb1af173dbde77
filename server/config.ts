import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

export interface Config {
  readonly host: string
  readonly port: number
  /** Origin people and sites reach Parley at, without a trailing slash. Links and cookies come from it, never from a Host header. */
  readonly publicUrl: string
  readonly databaseUrl?: string
  readonly dataDirectory: string
  /** At least 32 characters. Tokens and sealed secrets depend on it. */
  readonly secret: string
  readonly smtpUrl?: string
  readonly mailFrom: string
  /** Addresses or CIDR blocks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  /** `host:port` entries that outbound requests may reach although they are not public https addresses. */
  readonly egressAllow: readonly string[]
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  /** Where answers of Turnstile are verified; Cloudflare's own address when left out. */
  readonly turnstileUrl?: string
  readonly widgetDirectory: string
  readonly studioDirectory: string
  /** Requests a minute; see `http/public/rate-limits.ts`. */
  readonly limits: { readonly perAddress: number; readonly perSite: number; readonly perSession: number }
}

const SECRET_LENGTH = 32

const list = z
  .string()
  .default('')
  .transform(text =>
    text
      .split(',')
      .map(part => part.trim())
      .filter(Boolean),
  )
const toUrl = (text: string) => new URL(text)
// Dotted in full: 10.0.0 would be read as 10.0.0.0 by some and as 10.0.0.0/24 by others.
const isAddress = (text: string) => /^(\d+\.){3}|:/.test(text) && (ipaddr.isValid(text) || ipaddr.isValidCIDR(text))
const count = (initial: number) => z.coerce.number().int().positive().default(initial)

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  PUBLIC_URL: z
    .httpUrl()
    .or(z.string().regex(/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?$/))
    .transform(toUrl)
    .refine(url => url.href === `${url.origin}/`, 'must be an origin: scheme, host and port only')
    .transform(url => url.origin)
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  DATA_DIRECTORY: z.string().min(1).default('.parley'),
  PARLEY_SECRET: z.string().min(SECRET_LENGTH, `needs at least ${SECRET_LENGTH} characters`).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().min(3).default('Parley <parley@localhost>'),
  TRUSTED_PROXIES: list.refine(entries => entries.every(isAddress), 'takes addresses and CIDR blocks'),
  EGRESS_ALLOW: list,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  TURNSTILE_URL: z.url({ protocol: /^https?$/ }).optional(),
  LIMIT_PER_ADDRESS: count(300),
  LIMIT_PER_SITE: count(6000),
  LIMIT_PER_SESSION: count(120),
})

/** Settings that may also come from a file named by `NAME_FILE` (container secrets). */
const FROM_FILE = ['PARLEY_SECRET', 'DATABASE_URL', 'SMTP_URL'] as const

export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`Parley cannot start with these settings:\n${problems.map(problem => `  - ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/**
 * Reads and checks the environment; throws a ConfigError that lists every problem at once.
 * Without PARLEY_SECRET a random one is made once and kept in the data directory, readable by its owner only.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { values, problems } = withFiles(env)
  const parsed = environment.safeParse(values)
  if (!parsed.success) problems.push(...parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`))
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)

  const settings = parsed.data
  const dataDirectory = resolve(settings.DATA_DIRECTORY)
  const root = resolve(import.meta.dirname, '..')
  return {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
    ...(settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : {}),
    dataDirectory,
    secret: settings.PARLEY_SECRET ?? keptSecret(dataDirectory),
    ...(settings.SMTP_URL ? { smtpUrl: settings.SMTP_URL } : {}),
    mailFrom: settings.MAIL_FROM,
    trustedProxies: settings.TRUSTED_PROXIES,
    egressAllow: settings.EGRESS_ALLOW,
    logLevel: settings.LOG_LEVEL,
    ...(settings.TURNSTILE_URL ? { turnstileUrl: settings.TURNSTILE_URL } : {}),
    widgetDirectory: join(root, 'dist/widget'),
    studioDirectory: join(root, 'dist/studio'),
    limits: {
      perAddress: settings.LIMIT_PER_ADDRESS,
      perSite: settings.LIMIT_PER_SITE,
      perSession: settings.LIMIT_PER_SESSION,
    },
  }
}

function withFiles(env: Readonly<Record<string, string | undefined>>) {
  // An empty variable means "not set": compose files write `SMTP_URL=` for that.
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) if (value) values[name] = value
  const problems: string[] = []
  for (const name of FROM_FILE) {
    const path = env[`${name}_FILE`]
    if (!path) continue
    if (env[name]) problems.push(`${name} and ${name}_FILE are both set`)
    else if (existsSync(path)) values[name] = readFileSync(path, 'utf8').trim()
    else problems.push(`${name}_FILE names a file that is not there`)
  }
  return { values, problems }
}

function keptSecret(dataDirectory: string): string {
  const path = join(dataDirectory, 'secret')
  if (existsSync(path)) return readSecret(path)
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  return secret
}

/** A full disk may have left it empty, and with an empty key anybody could make tokens. */
function readSecret(path: string): string {
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length >= SECRET_LENGTH) return secret
  throw new ConfigError([`${path} is cut off. Put the secret back, or remove the file to have a new one made.`])
}
