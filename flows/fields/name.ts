import type { NameField } from '../flow.ts'
import { maskCards } from '../mask-cards.ts'
import { accept, type FieldKind, isBlank, type Parsed, refuse } from './field-kind.ts'
import { tidy } from './tidy.ts'

const LONGEST = 100

/**
 * Given and family name, kept as `['Ann', 'Lee']`; a single name as `['Ann']`. Typed in one, the family name is the last word, or
 * stands before a comma. The fact under the field's id is the whole name; `name.first` and `name.family` are its parts.
 */
export const name: FieldKind<NameField> = {
  parse(field, raw) {
    if (isBlank(raw)) return refuse('required')
    const parts: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
    if (parts.length > 2 || !parts.every(part => typeof part === 'string')) return refuse('text_invalid')
    if (parts.some(part => part.length > LONGEST * 4)) return refuse('too_long') // before any work on them
    const tidied = parts.map(part => maskCards(tidy(part)))
    return check(field, (parts === raw ? tidied : apart(tidied[0] ?? '')).filter(Boolean), tidied)
  },
  facts(id, _field, value) {
    const [first, family] = Array.isArray(value) ? value : apart(String(value))
    return { [id]: [first, family].filter(Boolean).join(' '), [`${id}.first`]: first, [`${id}.family`]: family }
  },
  describe: (_field, value) => (Array.isArray(value) ? value.join(' ') : String(value)),
}

function check(field: NameField, names: readonly string[], typed: readonly string[]): Parsed {
  if (names.length === 0) return refuse('required')
  if (names.some(one => one.length > LONGEST)) return refuse('too_long')
  // A family name alone in the second box is half a name too.
  const half = names.length === 1 && (!field.single || typed[0] === '')
  return half ? refuse('name_incomplete') : accept(names)
}

/** `Ann Lee`, `Anna Maria Lee` and `Lee, Ann` into given and family name. */
function apart(whole: string): string[] {
  const [family, given] = whole.split(/\s*,\s*/, 2)
  if (given) return [given, family ?? '']
  const words = (family ?? '').split(' ')
  return words.length > 1 ? [words.slice(0, -1).join(' '), words.at(-1) ?? ''] : words
}
