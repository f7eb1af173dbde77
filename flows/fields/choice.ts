import type { ChoiceField } from '../flow.ts'
import type { FieldKind } from './field-kind.ts'
import { describeOption, parseOption } from './option.ts'

/** One of several options. */
export const choice: FieldKind<ChoiceField> = {
  parse: parseOption,
  facts: (id, _field, value) => ({ [id]: value }),
  describe: describeOption,
}
