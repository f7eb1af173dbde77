import { parseAnswer } from '#flows/fields/index.ts'
import type { Answer, Field, Option } from '#flows/flow.ts'
import type { Words } from '../locales/words.ts'
import { bandFor, sizeIn } from './bands.ts'
import { dayFor } from './days.ts'
import { labelFor } from './labels.ts'
import { type Lexicon, lexiconOf } from './lexicon.ts'
import { roleFor } from './roles.ts'
import { timeFor } from './times.ts'
import { plain, saysAt, type Token, tokensOf } from './tokens.ts'

interface Hearing {
  readonly words: Pick<Words, 'yes' | 'no'>
  /** Language of the questions. */
  readonly locale: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The answer that typed words fit, for the visitor to confirm; undefined where they fit none, or more than one: no guesses. */
export function propose(field: Field, raw: string, hearing: Hearing): Answer | undefined {
  const lexicon = lexiconOf(hearing.locale)
  if (field.kind === 'consent') return agreed(raw, hearing.words, field.purpose === 'marketing')
  if (field.kind === 'multi_choice') return several(field.options, raw, lexicon)
  const tokens = tokensOf(raw)
  if (field.kind === 'number' || field.kind === 'rating') return exactly(field, tokens, lexicon)
  if (field.kind === 'date') return valid(field, dayFor(tokens, lexicon, hearing))
  if (!('options' in field)) return
  return labelFor(field.options, raw, lexicon) ?? meant(field, tokens, lexicon, hearing)
}

function meant(field: Field, tokens: readonly Token[], lexicon: Lexicon, hearing: Hearing): string | undefined {
  switch (field.kind) {
    case 'size':
    case 'money':
      return bandFor(field, tokens, lexicon)
    case 'timeline':
      return timeFor(field, tokens, lexicon, hearing)
    case 'role':
      return roleFor(field, tokens, lexicon)
    default:
      return
  }
}

function agreed(raw: string, { yes, no }: Hearing['words'], declinable: boolean): boolean | undefined {
  const said = raw
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[.!?]+$/, '')
    .trim()
  return yes.includes(said) ? true : no.includes(said) && declinable ? false : undefined
}

/** "About 40": one number and nothing else that counts. */
function exactly(field: Field, tokens: readonly Token[], lexicon: Lexicon): Answer | undefined {
  const amount = sizeIn(tokens, lexicon)
  if (amount?.from !== amount?.to) return
  return valid(field, amount?.from)
}

function valid(field: Field, value: Answer | undefined): Answer | undefined {
  const parsed = parseAnswer(field, value)
  return parsed.ok ? parsed.value : undefined
}

function several(options: readonly Option[], raw: string, lexicon: Lexicon): readonly string[] | undefined {
  const words = plain(raw).split(/\s+/)
  const parted = words.map(word => (saysAt([word], lexicon.and, 0) || /^(and|und)$/.test(word) ? ',' : word)).join(' ')
  const picked = parted.split(/[,;&]/).map(part => labelFor(options, part, lexicon))
  return picked.every(id => id !== undefined) ? picked : undefined
}
