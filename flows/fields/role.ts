import type { RoleField } from '../flow.ts'
import type { FieldKind } from './field-kind.ts'
import { describeOption, optionOf, parseOption } from './option.ts'

/** What somebody does in the company; `role.level` is how far up they decide. */
export const role: FieldKind<RoleField> = {
  parse: parseOption,
  facts: (id, field, value) => ({ [id]: value, [`${id}.level`]: optionOf(field, value)?.level }),
  describe: describeOption,
}
