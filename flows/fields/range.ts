import type { MoneyField, SizeField } from '../flow.ts'
import type { FieldKind } from './field-kind.ts'
import { describeOption, optionOf, parseOption } from './option.ts'

/**
 * A band of numbers: staff (`size`) or whole units of currency a year (`money`). Open ends give no fact; `top`: the largest
 * band of the question, whatever its currency.
 */
export const range: FieldKind<SizeField | MoneyField> = {
  parse: parseOption,
  facts(id, field, value) {
    const band = optionOf(field, value)
    const top = field.kind === 'money' && band !== undefined && band === topOf(field)
    return { [id]: value, [`${id}.min`]: band?.min, [`${id}.max`]: band?.max, ...(top && { [`${id}.top`]: true }) }
  },
  describe: describeOption,
}

function topOf({ options }: MoneyField): MoneyField['options'][number] | undefined {
  const bands = options.filter(({ min }) => min !== undefined)
  return bands.length < 2 ? undefined : bands.reduce((top, one) => ((one.min ?? 0) > (top.min ?? 0) ? one : top))
}
