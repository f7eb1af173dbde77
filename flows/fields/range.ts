import type { MoneyField, SizeField } from '../flow.ts'
import type { FieldKind } from './field-kind.ts'
import { describeOption, optionOf, parseOption } from './option.ts'

/** A band of numbers: staff (`size`) or whole units of currency a year (`money`). Open ends give no fact. */
export const range: FieldKind<SizeField | MoneyField> = {
  parse: parseOption,
  facts(id, field, value) {
    const band = optionOf(field, value)
    return { [id]: value, [`${id}.min`]: band?.min, [`${id}.max`]: band?.max }
  },
  describe: describeOption,
}
