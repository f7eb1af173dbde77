import { describeAnswer, parseAnswer } from '#flows/fields/index.ts'
import type { Answer, MoneyField, NumberField, RangeOption, SizeField } from '#flows/flow.ts'

export type ScaleField = SizeField | MoneyField | NumberField

/** Places in a row that an answer can stand at: bands, or the numbers of a range. */
export interface Scale {
  /** Number of places; unknown where a number has no highest. */
  readonly places: number | undefined
  /** Where an answer stands; between two places for a number that was typed. Undefined off the scale. */
  placeOf(value: Answer | undefined): number | undefined
  answerAt(place: number): Answer | undefined
  /** The answer that an exact number stands for; undefined where it fits none, or two. */
  fromTyped(text: string): Answer | undefined
  say(value: Answer): string
  /** Options that stand for no number. */
  readonly apart: readonly RangeOption[]
}

export function scaleOf(field: ScaleField, locale: string): Scale {
  const say = (value: Answer) => describeAnswer(field, value, locale)
  if (field.kind === 'number') return { ...numbers(field), say, apart: [] }
  const bands = field.options.filter(({ min, max }) => min !== undefined || max !== undefined)
  return {
    places: bands.length,
    placeOf: value => indexIn(bands, value),
    answerAt: place => bands[place]?.id,
    fromTyped(text) {
      const exact = toNumber(text)
      const [only, ...others] = bands.filter(({ min = 0, max = Infinity }) => exact >= min && exact <= max)
      return others.length === 0 ? only?.id : undefined
    },
    say,
    apart: field.options.filter(option => !bands.includes(option)),
  }
}

function numbers(field: NumberField): Omit<Scale, 'say' | 'apart'> {
  const { min = 0, max, step = 1 } = field
  return {
    places: max === undefined ? undefined : Math.ceil((max - min) / step) + 1,
    placeOf: value =>
      typeof value !== 'number' ? undefined : value === max ? Math.ceil((max - min) / step) : (value - min) / step,
    // Steps of 0.1 add up to numbers such as 0.30000000000000004.
    answerAt: place => Math.min(Number((min + place * step).toFixed(6)), max ?? Infinity),
    fromTyped(text) {
      const parsed = parseAnswer(field, text)
      return parsed.ok ? parsed.value : undefined
    },
  }
}

function indexIn(bands: readonly RangeOption[], value: Answer | undefined): number | undefined {
  const index = bands.findIndex(({ id }) => id === value)
  return index < 0 ? undefined : index
}

/** NaN for what is no number. */
function toNumber(text: string): number {
  const [, digits = '', thousands] = /^(.*?)\s*(k)?$/i.exec(text.trim()) ?? []
  const parsed = parseAnswer({ kind: 'number' }, digits)
  return parsed.ok ? Number(parsed.value) * (thousands ? 1000 : 1) : Number.NaN
}
