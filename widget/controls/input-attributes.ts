import type { Field } from '#flows/flow.ts'
import { lookOf } from './look-of.ts'

/** What a typed field tells browser and keyboard, so that addresses and names fill in by themselves. */
export interface InputAttributes {
  readonly autocomplete?: string
  readonly inputmode?: 'email' | 'tel' | 'url' | 'decimal'
  readonly maxlength?: number
}

const PERSONAL = { name: 'name', company: 'organization', title: 'organization-title', message: 'off', other: 'off' }

export function inputAttributes(field: Field): InputAttributes {
  switch (field.kind) {
    case 'email':
      // Not `type=email`: its own bubble of an error would come before ours.
      return { autocomplete: 'email', inputmode: 'email' }
    case 'phone':
      return { autocomplete: 'tel', inputmode: 'tel' }
    case 'url':
      return { autocomplete: 'url', inputmode: 'url' }
    case 'number':
      return { autocomplete: 'off', inputmode: 'decimal' }
    case 'text':
      return { autocomplete: PERSONAL[field.about], maxlength: field.max ?? (field.long ? 2000 : 200) }
    default:
      return { autocomplete: 'off' }
  }
}

/** Whether an answer tells who the visitor is: the notice stands before the first of these. */
export function isPersonal(field: Field): boolean {
  const { kind } = field
  return ['email', 'phone', 'consent', 'name'].includes(kind) || (kind === 'text' && field.about === 'name')
}

/** Fields that are typed, rather than picked. */
export function isTyped(field: Field): boolean {
  return !('options' in field) && field.kind !== 'consent' && !lookOf(field)
}
