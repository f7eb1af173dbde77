import { parseAnswer } from '#flows/fields/index.ts'
import type { Answer, Field, RangeOption, RoleLevel } from '#flows/flow.ts'

/**
 * The answer to a flow's question that a cell means: an option by id, label or, for sizes and amounts, by a number within
 * it; else whatever the field itself takes. Null when it means none.
 */
export function matchAnswer(field: Field, cell: string): Answer | null {
  const text = cell.trim()
  if (field.kind === 'multi_choice') {
    const ids = text
      .split(/[;|,]/)
      .filter(part => part.trim() !== '')
      .map(part => optionOf(field.options, part))
    return ids.every(id => id !== null) ? take(field, ids) : null
  }
  if (field.kind === 'size' || field.kind === 'money') {
    const number = readNumber(text)
    return take(field, optionOf(field.options, text) ?? (number === null ? null : bandOf(field.options, number)))
  }
  if (field.kind === 'role') {
    const level = levelOf(plain(text))
    const option = field.options.find(option => option.level === level)
    return take(field, optionOf(field.options, text) ?? option?.id ?? null)
  }
  if (field.kind === 'choice' || field.kind === 'timeline') return take(field, optionOf(field.options, text))
  if (field.kind === 'number' || field.kind === 'rating') return take(field, readNumber(text))
  return take(field, text)
}

/** A number as people write it: `1,200`, `1.200,50`, `$ 20k`, `€3m`. Null for anything else. */
export function readNumber(text: string): number | null {
  const parts = /^[^\d-]{0,4}(-?\d[\d.,'\u00a0\u202f ]*)\s*([km])?[^\d]{0,12}$/i.exec(text.trim())
  if (!parts) return null
  const digits = (parts[1] ?? '').replaceAll(/['\u00a0\u202f ]/g, '')
  const mark = fractionMark(digits)
  const [whole = '', fraction = ''] = mark === null ? [digits] : splitAtLast(digits, mark)
  const number = Number(`${whole.replaceAll(/[.,]/g, '')}.${fraction || '0'}`)
  const unit = parts[2]?.toLowerCase() === 'k' ? 1_000 : parts[2] ? 1_000_000 : 1
  return Number.isFinite(number) ? number * unit : null
}

/** The mark before the fraction: the last one of two kinds; of one kind, a single one without three digits behind it. */
function fractionMark(digits: string): string | null {
  const marks = [...digits.matchAll(/[.,]/g)]
  const last = marks.at(-1)
  if (!last) return null
  const kinds = new Set(marks.map(([mark]) => mark))
  if (kinds.size === 2) return last[0]
  return marks.length === 1 && digits.length - last.index !== 4 ? last[0] : null
}

function splitAtLast(text: string, mark: string): [string, string] {
  const at = text.lastIndexOf(mark)
  return [text.slice(0, at), text.slice(at + 1)]
}

function take(field: Field, value: Answer | null): Answer | null {
  if (value === null) return null
  const parsed = parseAnswer(field, value)
  return parsed.ok ? parsed.value : null
}

function optionOf(options: readonly { readonly id: string; readonly label: string }[], text: string): string | null {
  const wanted = plain(text)
  return options.find(({ id, label }) => plain(id) === wanted || plain(label) === wanted)?.id ?? null
}

function bandOf(options: readonly RangeOption[], number: number): string | null {
  const inside = options.find(
    ({ min, max }) => (min !== undefined || max !== undefined) && number >= (min ?? 0) && number <= (max ?? Infinity),
  )
  return inside?.id ?? null
}

/** Words of a job title, the highest level first: an assistant to the CEO is not told from a CEO. */
const TITLES: readonly (readonly [RoleLevel, RegExp])[] = [
  ['student', /\b(student|intern|trainee|praktikant\w*|werkstudent\w*)\b/],
  [
    'executive',
    /\b(executive|c-level|chief|ceo|cfo|cto|coo|cmo|cio|cro|owner|founder|co-founder|president|vp|vice president|managing director|gesch\u00e4ftsf\u00fchr\w*|inhaber\w*)\b/,
  ],
  ['head', /\b(head|director|leiter\w*|directeur|director\w*)\b/],
  ['manager', /\b(manager|lead|supervisor|team ?lead\w*)\b/],
  ['consultant', /\b(consultant|advisor|adviser|freelancer|agency|berater\w*)\b/],
  ['specialist', /\b(specialist|engineer|analyst|developer|coordinator|assistant|associate|buyer|technician)\b/],
]

function levelOf(title: string): RoleLevel | undefined {
  return TITLES.find(([, words]) => words.test(title))?.[0]
}

/** Without case, and with every dash and blank alike. */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .replaceAll(/\s+/g, ' ')
}
