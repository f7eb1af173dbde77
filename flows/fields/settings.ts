import { z } from 'zod'
import { type Field, type FieldKindName, FLOW_LIMITS } from '../flow.ts'
import { slug, wording } from '../slug.ts'

const label = wording(200)
const bound = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional()
const options = <S extends z.ZodRawShape>(settings: S) =>
  z
    .array(z.strictObject({ id: slug, label, ...settings }))
    .min(1)
    .max(FLOW_LIMITS.options)
const bands = options({ min: bound, max: bound })

const level = z.enum(['executive', 'head', 'manager', 'specialist', 'consultant', 'student', 'other'])

/** What a marketer can set on each kind of field, `kind` included. Unknown settings are refused. */
export const fieldSettings = {
  choice: z.strictObject({ kind: z.literal('choice'), options: options({}) }),
  multi_choice: z.strictObject({
    kind: z.literal('multi_choice'),
    options: options({}),
    max: z.number().int().min(1).max(FLOW_LIMITS.options).optional(),
  }),
  role: z.strictObject({ kind: z.literal('role'), options: options({ level }) }),
  size: z.strictObject({ kind: z.literal('size'), options: bands }),
  money: z.strictObject({
    kind: z.literal('money'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'Use the three letters of the currency, such as USD.'),
    options: bands,
  }),
  timeline: z.strictObject({
    kind: z.literal('timeline'),
    options: options({ days: z.number().int().min(0).max(3650).optional() }),
  }),
  email: z.strictObject({ kind: z.literal('email'), business: z.enum(['any', 'prefer', 'require']) }),
  phone: z.strictObject({
    kind: z.literal('phone'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Use the two letters of the country, such as DE.')
      .optional(),
  }),
  text: z.strictObject({
    kind: z.literal('text'),
    about: z.enum(['name', 'company', 'title', 'message', 'other']),
    long: z.boolean().optional(),
    max: z.number().int().min(1).max(FLOW_LIMITS.text).optional(),
  }),
  number: z.strictObject({
    kind: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    unit: label.optional(),
  }),
  url: z.strictObject({ kind: z.literal('url') }),
  consent: z.strictObject({
    kind: z.literal('consent'),
    purpose: z.enum(['contact', 'marketing']),
    text: wording(FLOW_LIMITS.text),
  }),
} satisfies { readonly [K in FieldKindName]: z.ZodType<Extract<Field, { kind: K }>> }
