import { factsOf } from '#flows/fields/index.ts'
import type { Answer, EmailField, Field } from '#flows/flow.ts'
import { maskCards } from '#flows/mask-cards.ts'
import type { Words } from './locales/words.ts'
import { parseHere } from './parse-here.ts'
import type { TalkEvent } from './session.ts'
import { currentField, currentStep, type Proposal, type Talk } from './talk.ts'
import { propose } from './typed/propose.ts'

/**
 * What typed words come to at the current question: an answer, an option to confirm, or what is wrong with them. Words never
 * decide: an option they fit is proposed, and what was typed is kept beside it. A private or throw-away address is asked about
 * once where the field wants it so.
 */
export function readTyped(talk: Talk, raw: string, words: Pick<Words, 'yes' | 'no'>): TalkEvent {
  const step = currentStep(talk).id
  const field = currentField(talk)
  if (!field) return { type: 'edited', step: undefined }
  const parsed = 'options' in field || field.kind === 'consent' ? undefined : parseHere(field, raw, talk.now())
  if (parsed?.ok) return given(talk, field, { step, raw, value: parsed.value })
  const { locale } = talk.player.flow
  const proposed = raw.trim() ? propose(field, raw, { words, locale, now: talk.now() }) : undefined
  if (proposed !== undefined) {
    return { type: 'proposed', proposal: { value: proposed, raw: maskCards(raw).slice(0, 2000), why: 'typed' } }
  }
  return { type: 'refused', step, problem: parsed?.problem ?? (raw.trim() ? 'unclear' : 'required') }
}

function given(talk: Talk, field: Field, typed: { step: string; raw: string; value: Answer }): TalkEvent {
  const { step, raw, value } = typed
  const doubt = field.kind === 'email' ? doubtOf(field, value) : undefined
  const asked = talk.proposal && talk.proposal.why !== 'typed'
  if (doubt && !asked) return { type: 'proposed', proposal: { value, raw, why: doubt } }
  return { type: 'gave', body: { type: 'answered', step, value } }
}

/** Why to ask once more for another address. */
function doubtOf({ business, disposable, ...field }: EmailField, value: Answer): Proposal['why'] | undefined {
  const facts = factsOf('mail', { business, ...field }, value)
  if (facts['mail.disposable'] && disposable !== 'allow') return 'disposable'
  return facts['mail.free'] && business === 'prefer' ? 'free_mail' : undefined
}
