import { z } from 'zod'
import { type Field, type FieldKindName, FLOW_LIMITS } from '../flow.ts'
import { slug, wording } from '../slug.ts'
import { parseAnswer } from './index.ts'

const label = wording(200)
const bound = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional()
const options = <S extends z.ZodRawShape>(settings: S) =>
  z
    .array(z.strictObject({ id: slug, label, ...settings }))
    .min(1)
    .max(FLOW_LIMITS.options)
const bands = options({ min: bound, max: bound })

const look = z.enum(['chips', 'list']).optional()
const bandsLook = z.enum(['chips', 'list', 'slider', 'stepper']).optional()
const currency = z.string().regex(/^[A-Z]{3}$/, 'Use the three letters of the currency, such as USD.')
const day = z
  .string()
  .refine(
    text => parseAnswer({ kind: 'date' }, text).ok && /^\d{4}-\d\d-\d\d$/.test(text),
    'Write the day as 2027-03-01.',
  )
const domain = z
  .string()
  .max(253)
  .regex(/^([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/, 'Use a domain in lower case, such as company.com.')

const level = z.enum(['executive', 'head', 'manager', 'specialist', 'consultant', 'student', 'other'])

/** What a marketer can set on each kind of field, `kind` included. Unknown settings are refused. */
export const fieldSettings = {
  choice: z.strictObject({ kind: z.literal('choice'), options: options({}), show: look }),
  multi_choice: z.strictObject({
    kind: z.literal('multi_choice'),
    options: options({}),
    max: z.number().int().min(1).max(FLOW_LIMITS.options).optional(),
    show: look,
  }),
  role: z.strictObject({ kind: z.literal('role'), options: options({ level }), show: look }),
  size: z.strictObject({ kind: z.literal('size'), options: bands, show: bandsLook }),
  money: z.strictObject({
    kind: z.literal('money'),
    currency,
    options: bands,
    show: bandsLook,
  }),
  timeline: z.strictObject({
    kind: z.literal('timeline'),
    options: options({ days: z.number().int().min(0).max(3650).optional() }),
    show: look,
  }),
  email: z.strictObject({
    kind: z.literal('email'),
    business: z.enum(['any', 'prefer', 'require']),
    block: z.array(domain).min(1).max(200).optional(),
    disposable: z.enum(['allow', 'ask', 'refuse']).optional(),
  }),
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
    currency: currency.optional(),
    step: z.number().positive().optional(),
    show: z.enum(['slider', 'stepper']).optional(),
  }),
  url: z.strictObject({ kind: z.literal('url') }),
  consent: z.strictObject({
    kind: z.literal('consent'),
    purpose: z.enum(['contact', 'marketing']),
    text: wording(FLOW_LIMITS.text),
  }),
  date: z.strictObject({
    kind: z.literal('date'),
    min: day.optional(),
    max: day.optional(),
    ahead: z.boolean().optional(),
  }),
  rating: z.strictObject({
    kind: z.literal('rating'),
    min: z.union([z.literal(0), z.literal(1)]).optional(),
    max: z.number().int().min(2).max(10),
    look: z.enum(['stars', 'numbers']).optional(),
    low: label.optional(),
    high: label.optional(),
  }),
  name: z.strictObject({ kind: z.literal('name'), single: z.boolean().optional() }),
  hidden: z.strictObject({
    kind: z.literal('hidden'),
    query: z
      .string()
      .regex(/^[A-Za-z][\w.-]{0,59}$/, 'Use the name of a query parameter, such as plan.')
      .optional(),
    attribute: z
      .string()
      .regex(/^[a-z][a-z\d-]{0,39}$/, 'Use what follows data-, such as plan.')
      .optional(),
    prefill: z.boolean().optional(),
    values: z.array(z.string().min(1).max(100)).min(1).max(FLOW_LIMITS.options).optional(),
  }),
} satisfies { readonly [K in FieldKindName]: z.ZodType<Extract<Field, { kind: K }>> }
