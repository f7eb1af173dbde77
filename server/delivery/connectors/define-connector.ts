import { z } from 'zod'
import type { Egress } from '../egress.ts'
import type { Mail } from '../mail.ts'
import type { Outcome } from '../outcome.ts'

/** What is sent, the same over all attempts. */
export interface DeliveryContent {
  /** Stable id: the receiver knows a repetition by it. */
  readonly id: string
  /** `lead.qualified`, `lead.captured`, `lead.updated`, or `test.sent`. */
  readonly event: string
  readonly createdAt: number
  readonly payload: unknown
  /** Pages at which whoever reads it can accept or reject the lead; none for a made-up one. */
  readonly verdict?: { readonly accept: string; readonly reject: string }
}

/** The outside world, as far as a connector may touch it. */
export interface SendTools {
  readonly egress: Egress
  /** Null when no mail server is configured. */
  readonly mail: Mail | null
  readonly now: () => number
  /** Origin of the studio, for links. */
  readonly publicUrl: string
}

export interface SendInput<Settings> {
  readonly settings: Settings
  readonly secret: string | null
  readonly delivery: DeliveryContent
}

export interface SecretKind {
  /** What the form calls it. */
  readonly label: string
  readonly isValid: (text: string) => boolean
  /** What a valid one looks like, in a sentence. */
  readonly hint: string
  /** Parley makes one when none is given. */
  readonly generate?: (randomBytes: (count: number) => Uint8Array) => string
}

export interface ConnectorDefinition<Settings extends object> {
  /** Stored with destinations: never renamed. */
  readonly id: string
  readonly title: string
  /** One sentence for the person who chooses. */
  readonly description: string
  /** A strictObject whose properties carry `.meta({ title, description })`: the studio's form comes from it. */
  readonly settings: z.ZodType<Settings>
  readonly secret: SecretKind | null
  /** URL that requests go to, or null when it makes none. A secret belongs to its host. */
  readonly target: (settings: Settings) => string | null
  /** Whether this destination takes this event at all. */
  readonly wants: (settings: Settings, event: string, payload: unknown) => boolean
  /** One attempt. An EgressError may pass through; anything else thrown is our own mistake. */
  readonly send: (input: SendInput<Settings>, tools: SendTools) => Promise<Outcome>
}

export interface SettingsProblem {
  /** RFC 6901, into the settings. */
  readonly pointer: string
  readonly code: string
  readonly message: string
}

/** A connector with settings that were checked. */
export interface OpenedConnector {
  /** As parsed: defaults filled in. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly target: string | null
  wants(event: string, payload: unknown): boolean
  send(
    input: { readonly secret: string | null; readonly delivery: DeliveryContent },
    tools: SendTools,
  ): Promise<Outcome>
}

export type Opened =
  | { readonly ok: true; readonly connector: OpenedConnector }
  | { readonly ok: false; readonly errors: readonly SettingsProblem[] }

/** What the registry holds: its settings' type stays inside. */
export interface Connector {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly secret: SecretKind | null
  /** JSON Schema (draft 2020-12) of the settings. */
  readonly settingsSchema: Readonly<Record<string, unknown>>
  open(settings: unknown): Opened
}

export function defineConnector<Settings extends object>(definition: ConnectorDefinition<Settings>): Connector {
  const { id, title, description, secret, settings: schema } = definition
  return {
    id,
    title,
    description,
    secret,
    settingsSchema: z.toJSONSchema(schema, { io: 'input' }),
    open(raw) {
      const parsed = schema.safeParse(raw)
      if (!parsed.success) return { ok: false, errors: parsed.error.issues.map(toProblem) }
      const settings = parsed.data
      return {
        ok: true,
        connector: {
          settings: Object.fromEntries(Object.entries(settings)),
          target: definition.target(settings),
          wants: (event, payload) => definition.wants(settings, event, payload),
          send: (input, tools) => definition.send({ settings, ...input }, tools),
        },
      }
    },
  }
}

function toProblem(issue: z.core.$ZodIssue): SettingsProblem {
  const pointer = issue.path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return { pointer, code: issue.code, message: issue.message }
}
