import type { Answer, Option } from '../flow.ts'
import { accept, isBlank, type Parsed, refuse } from './field-kind.ts'

/** One of the field's option ids, exactly as it is written there. */
export function parseOption(field: { readonly options: readonly Option[] }, raw: unknown): Parsed {
  if (isBlank(raw)) return refuse('required')
  return typeof raw === 'string' && optionOf(field, raw) ? accept(raw) : refuse('unknown_option')
}

export function optionOf<O extends Option>(field: { readonly options: readonly O[] }, value: Answer): O | undefined {
  return field.options.find(option => option.id === value)
}

export function describeOption(field: { readonly options: readonly Option[] }, value: Answer): string {
  return optionOf(field, value)?.label ?? String(value)
}
