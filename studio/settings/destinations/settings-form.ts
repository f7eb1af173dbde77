import type { JsonSchema } from '#server/http/api-type.ts'

/** One setting of a connector, as the form shows it. */
export interface SettingField {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly required: boolean
  readonly control:
    | { readonly kind: 'text' | 'lines' | 'number' | 'yes_no' }
    | { readonly kind: 'choice'; readonly options: readonly string[] }
  readonly start?: unknown
}

/** The form of a connector from the JSON Schema of its settings: strings, lists of strings, numbers, yes/no and choices. */
export function fieldsOf(schema: JsonSchema): SettingField[] {
  const required = new Set(isList(schema.required) ? schema.required : [])
  return Object.entries(isRecord(schema.properties) ? schema.properties : {}).flatMap(([name, property]) =>
    isRecord(property) ? [fieldOf(name, property, required.has(name))] : [],
  )
}

/** What a form begins with: defaults where the schema has them. */
export function startOf(fields: readonly SettingField[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap(({ name, start }) => (start === undefined ? [] : [[name, start]])))
}

function fieldOf(name: string, property: JsonSchema, required: boolean): SettingField {
  const { title, description, default: start } = property
  return {
    name,
    label: typeof title === 'string' ? title : name,
    ...(typeof description === 'string' && { hint: description }),
    required,
    control: controlOf(property),
    ...(start !== undefined && { start }),
  }
}

function controlOf(property: JsonSchema): SettingField['control'] {
  if (isList(property.enum)) return { kind: 'choice', options: property.enum.map(String) }
  switch (property.type) {
    case 'array':
      return { kind: 'lines' }
    case 'number':
    case 'integer':
      return { kind: 'number' }
    case 'boolean':
      return { kind: 'yes_no' }
    default:
      return { kind: 'text' }
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
