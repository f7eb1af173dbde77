import { factsOf, parseAnswer } from '#flows/fields/index.ts'
import type { Answer, Field, Option } from '#flows/flow.ts'
import type { Words } from './locales/words.ts'
import type { TalkEvent } from './session.ts'
import { currentField, currentStep, type Talk } from './talk.ts'

/**
 * What typed words come to at the current question: an answer, an option to confirm, or what is wrong with them. Words never
 * decide: an option they fit is proposed. A private address is asked about once where a work address is preferred.
 */
export function readTyped(talk: Talk, raw: string, words: Pick<Words, 'yes' | 'no'>): TalkEvent {
  const step = currentStep(talk).id
  const field = currentField(talk)
  if (!field) return { type: 'edited', step: undefined }
  const proposed = raw.trim() ? propose(field, raw, words) : undefined
  if (proposed !== undefined)
    return { type: 'proposed', proposal: { value: proposed, raw: raw.slice(0, 2000), why: 'typed' } }
  if ('options' in field || field.kind === 'consent') {
    return { type: 'refused', step, problem: raw.trim() ? 'unclear' : 'required' }
  }
  const parsed = parseAnswer(field, raw)
  if (!parsed.ok) return { type: 'refused', step, problem: parsed.problem }
  const { value } = parsed
  const asked = talk.proposal?.why === 'free_mail'
  if (field.kind === 'email' && field.business === 'prefer' && !asked && factsOf('mail', field, value)['mail.free']) {
    return { type: 'proposed', proposal: { value, raw, why: 'free_mail' } }
  }
  return { type: 'gave', body: { type: 'answered', step, value } }
}

function propose(field: Field, raw: string, { yes, no }: Pick<Words, 'yes' | 'no'>): Answer | undefined {
  if (field.kind === 'consent') {
    const said = plain(raw)
    return yes.includes(said) ? true : no.includes(said) && field.purpose === 'marketing' ? false : undefined
  }
  if (!('options' in field)) return
  if (field.kind !== 'multi_choice') return optionFor(field.options, raw)
  const picked = raw.split(/[,;&]|\band\b|\bund\b/).map(part => optionFor(field.options, part))
  return picked.every(id => id !== undefined) ? picked : undefined
}

/** The one option whose label is typed, begins so, or holds it as words; else the range a typed number falls into. */
function optionFor(options: readonly Option[], raw: string): string | undefined {
  const typed = plain(raw)
  if (!typed) return
  const tests: ((label: string) => boolean)[] = [
    label => label === typed,
    label => label.startsWith(typed),
    label => typed.length > 2 && ` ${label}`.includes(` ${typed}`),
  ]
  for (const fits of tests) {
    const [only, ...others] = options.filter(({ label }) => fits(plain(label)))
    if (only && others.length === 0) return only.id
  }
  return rangeFor(options, typed)
}

function rangeFor(options: readonly (Option & { min?: number; max?: number })[], typed: string): string | undefined {
  const [, digits, unit] = /^[^\d-]*(\d[\d.,' ]*)\s*(k|m)?\D*$/.exec(typed) ?? []
  if (!digits) return
  const number =
    Number(
      digits
        .replace(/[.,' ](?=\d{3}(\D|$))|[' ]/g, '')
        .replace(',', '.')
        .replace(/\.$/, ''),
    ) * (unit === 'k' ? 1e3 : unit === 'm' ? 1e6 : 1)
  const ranged = options.filter(({ min, max }) => min !== undefined || max !== undefined)
  return ranged.find(({ min = 0, max = Infinity }) => number >= min && number <= max)?.id
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[–—]/g, '-')
    .replace(/[.!?]+$/, '')
    .trim()
}
