import { z } from 'zod'
import { conditionSchema } from './condition-schema.ts'
import { fieldSettings } from './fields/settings.ts'
import { FLOW_LIMITS, type Flow, type Outcome } from './flow.ts'
import { plainWords } from './plain-words.ts'
import { type SchemaProblem, toProblems } from './schema-problems.ts'
import { ownSlug, slug, wording } from './slug.ts'

export { conditionSchema } from './condition-schema.ts'

const text = wording(FLOW_LIMITS.text)
const line = wording(200)
const answer = z.union([
  z.string().max(FLOW_LIMITS.text),
  z.number(),
  z.boolean(),
  z.array(slug).max(FLOW_LIMITS.options),
])
const locale = z.string().max(35).refine(isLocale, 'Use a language tag, such as en or pt-BR.')
const url = z.string().max(2000).refine(isLink, 'Use a full https:// or mailto: address.')

const link = z.strictObject({ label: line, url })
const pixels = z.number().int().min(1).max(10_000)
const image = z.strictObject({
  url: z.string().max(2000).refine(isPicture, 'Use a full https:// address.'),
  alt: z.string().max(200),
  width: pixels,
  height: pixels,
})

const OUTCOMES = [
  'sales',
  'nurture',
  'trial',
  'guide',
  'support',
  'customer',
  'vendor',
  'applicant',
  'exit',
  'done',
] as const satisfies readonly Outcome[]

const base = { id: ownSlug, note: z.string().max(FLOW_LIMITS.text).optional() }
const passing = {
  ...base,
  next: z
    .array(z.strictObject({ when: conditionSchema, to: slug }))
    .max(60)
    .optional(),
  to: slug.optional(),
}

const step = z.discriminatedUnion('kind', [
  z.strictObject({ ...passing, kind: z.literal('say'), text, image: image.optional() }),
  z.strictObject({
    ...passing,
    kind: z.literal('ask'),
    field: ownSlug,
    text,
    hint: text.optional(),
    image: image.optional(),
    elsewhere: slug.optional(),
    optional: z.boolean().optional(),
    page: slug.optional(),
    slot: slug.optional(),
  }),
  z.strictObject({ ...passing, kind: z.literal('branch') }),
  z.strictObject({ ...base, kind: z.literal('decide'), outcomes: z.record(slug, slug), fallback: slug }),
  z.strictObject({ ...passing, kind: z.literal('book'), text }),
  z.strictObject({ ...passing, kind: z.literal('handoff'), text }),
  z.strictObject({
    ...base,
    kind: z.literal('end'),
    outcome: z.enum(OUTCOMES),
    text,
    link: link.optional(),
  }),
])

const experiment = z.strictObject({
  id: slug,
  version: z.number().int().min(1).max(1_000_000),
  status: z.enum(['draft', 'running', 'stopped']),
  variants: z
    .array(
      z.strictObject({
        id: slug,
        weight: z.number().int().min(0).max(10_000),
        patch: z.record(z.string().max(200), text),
      }),
    )
    .min(1)
    .max(10),
})

const translation = z.strictObject({ text, source: z.string().regex(/^[0-9a-f]{1,64}$/) })

/** Format 1, its shape only; what steps say about each other is for `check.ts`. */
export const flowSchema: z.ZodType<Flow> = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, 'Use lower-case letters, digits, - and _, with a letter first.'),
  name: line,
  locale,
  request: z.literal('demo').optional(),
  stopEarly: z.boolean().optional(),
  launcher: z.strictObject({ label: line, teaser: line.optional() }).optional(),
  notice: z.strictObject({ text, url }).optional(),
  snippets: z
    .array(
      z.strictObject({
        id: slug,
        questions: z.array(line).min(1).max(20),
        text: wording(600),
        link: link.optional(),
      }),
    )
    .max(60)
    .optional(),
  rhythm: z.literal('none').optional(),
  resume: z
    .strictObject({
      minutes: z.number().int().min(1).max(1440).optional(),
      days: z.number().int().min(1).max(90).optional(),
    })
    .optional(),
  fields: z.record(ownSlug, z.discriminatedUnion('kind', Object.values(fieldSettings) as Settings)),
  steps: z.array(step).min(1).max(FLOW_LIMITS.steps),
  doubts: z
    .array(z.strictObject({ id: slug, when: conditionSchema, text: wording(600) }))
    .max(20)
    .optional(),
  experiments: z.array(experiment).max(20).optional(),
  translations: z.record(locale, z.record(z.string().max(200), translation)).optional(),
  targeting: conditionSchema.optional(),
  promises: z
    .array(z.strictObject({ name: line, facts: z.record(z.string().max(100), answer), never: slug }))
    .max(50)
    .optional(),
})

// Object.values widens the tuple that discriminatedUnion asks for.
type Settings = [(typeof fieldSettings)[keyof typeof fieldSettings]]

/**
 * Parses a flow from outside (studio, import, storage). Total: whatever comes in, it answers.
 * Errors carry RFC 6901 pointers into the flow; at most 100 are told. A flow of another format is refused.
 */
export function parseFlow(
  json: unknown,
): { readonly ok: true; readonly flow: Flow } | { readonly ok: false; readonly errors: readonly SchemaProblem[] } {
  const size = sizeOf(json)
  if (size === undefined) return refuse('invalid_json', 'This is not JSON.')
  if (size > FLOW_LIMITS.bytes) return refuse('too_large', `A flow may take up ${FLOW_LIMITS.bytes / 1024} KiB.`)
  const parsed = flowSchema.safeParse(json, { error: plainWords })
  return parsed.success ? { ok: true, flow: parsed.data } : { ok: false, errors: toProblems(parsed.error) }
}

function refuse(code: string, message: string) {
  return { ok: false, errors: [{ pointer: '', code, message }] } as const
}

/** Bytes of JSON; undefined for what JSON cannot hold: cycles, bigint, nesting past the stack. */
function sizeOf(json: unknown): number | undefined {
  try {
    return new TextEncoder().encode(JSON.stringify(json) ?? '').length
  } catch {
    return undefined
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}

function isPicture(address: string): boolean {
  return isLink(address) && !address.startsWith('mailto:')
}

/** https anywhere, http on this very machine (previews), mail. */
function isLink(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || url.username || url.password) return false
  if (url.protocol === 'http:') return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  return url.protocol === 'https:' || url.protocol === 'mailto:'
}
