import type { TimelineField } from '../flow.ts'
import type { FieldKind } from './field-kind.ts'
import { describeOption, optionOf, parseOption } from './option.ts'

/** By when; `timeline.days` is within how many days, and unknown where there is no plan. */
export const timeline: FieldKind<TimelineField> = {
  parse: parseOption,
  facts: (id, field, value) => ({ [id]: value, [`${id}.days`]: optionOf(field, value)?.days }),
  describe: describeOption,
}
