import type { MultiChoiceField } from '../flow.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'
import { describeOption, optionOf } from './option.ts'

/** Several options; kept in the order of the field, each once. */
export const multiChoice: FieldKind<MultiChoiceField> = {
  parse(field, raw) {
    if (isBlank(raw)) return refuse('required')
    const given: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
    if (!given.every(id => typeof id === 'string' && optionOf(field, id))) return refuse('unknown_option')
    const picked = field.options.map(option => option.id).filter(id => given.includes(id))
    return picked.length > (field.max ?? picked.length) ? refuse('too_many') : accept(picked)
  },
  facts: (id, _field, value) => ({ [id]: value }),
  describe: (field, value) => (Array.isArray(value) ? value : [value]).map(id => describeOption(field, id)).join(', '),
}
