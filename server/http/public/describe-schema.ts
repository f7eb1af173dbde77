import type { JsonSchema } from './api-document.ts'

/** One field of a JSON Schema, for people. */
export interface FieldRow {
  /** With its parents: `context.page.url`, `events[]`. */
  readonly name: string
  readonly required: boolean
  readonly schema: JsonSchema
  /** Named schema it stands for. */
  readonly ref: string | undefined
  readonly about: string
}

const DEPTH = 3

/** The fields of an object schema, nested ones included, down to named schemas. Empty for anything but an object. */
export function fieldRows(schema: JsonSchema, prefix = '', depth = 0): FieldRow[] {
  const required = new Set(listOf(schema.required).map(String))
  return Object.entries(recordOf(schema.properties)).flatMap(([key, value]) => {
    const field = recordOf(value)
    const item = field.type === 'array' ? recordOf(field.items) : undefined
    const name = `${prefix}${key}${item ? '[]' : ''}`
    const row = {
      name,
      required: required.has(key),
      schema: field,
      ref: refOf(item ?? field),
      about: aboutOf(field, item),
    }
    const nested = depth < DEPTH ? fieldRows(item ?? field, `${name}.`, depth + 1) : []
    return [row, ...nested]
  })
}

/** A type in words: `text`, `list of SessionEvent`, `one of mobile, desktop`. */
export function typeName(schema: JsonSchema): string {
  const ref = refOf(schema)
  if (ref) return ref
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.length > 8 ? 'one of many words' : schema.enum.join(' | ')
  const options = listOf(schema.anyOf ?? schema.oneOf)
  if (options.length > 0) return [...new Set(options.map(option => typeName(recordOf(option))))].join(' | ')
  if (schema.type === 'array') return `list of ${typeName(recordOf(schema.items))}`
  if (schema.type === 'string') return 'text'
  if (schema.type === 'integer') return 'whole number'
  if (schema.type === 'boolean') return 'yes or no'
  return typeof schema.type === 'string' ? schema.type : 'any'
}

function aboutOf(field: JsonSchema, item: JsonSchema | undefined): string {
  const said = typeof field.description === 'string' ? [field.description] : []
  return [...said, ...boundsOf(field), ...(item ? boundsOf(item) : [])].join(' ')
}

function boundsOf({
  minLength,
  maxLength,
  minimum,
  maximum,
  minItems,
  maxItems,
  pattern,
  enum: words,
}: JsonSchema): string[] {
  const isBounded = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER
  return [
    ...(typeof maxLength === 'number' ? [`${minLength ? `${minLength}–` : 'At most '}${maxLength} characters.`] : []),
    ...(isBounded ? [`${minimum ?? 0}–${maximum}.`] : []),
    ...(typeof maxItems === 'number' ? [`${minItems ?? 0}–${maxItems} entries.`] : []),
    ...(typeof pattern === 'string' ? [`Matches ${pattern}`] : []),
    ...(Array.isArray(words) && words.length > 8 ? [words.join(', ')] : []),
  ]
}

function refOf(schema: JsonSchema): string | undefined {
  return typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined
}

function recordOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {} // checked to be one
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
