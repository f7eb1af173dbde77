import { countryName } from '#flows/country.ts'
import { industryName } from '#flows/industries.ts'
import { toHeaderText } from '../mail.ts'
import { type LetterFacts, renderLetter } from './email-letter.ts'
import { handedOverInWords } from './hand-over-words.ts'
import type { AlertHandOver, AlertLead } from './lead-payload.ts'

interface AlertOptions {
  readonly publicUrl: string
  /** A made-up lead, sent to try the destination. */
  readonly test: boolean
  /** Pages that take a verdict on it; null = only the card does. */
  readonly verdict?: { readonly accept: string; readonly reject: string } | null
  /** Why it has another owner now; null = that is not the news. */
  readonly handOver?: AlertHandOver | null
}

export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const TEMPERATURES = {
  hot: 'Hot lead',
  warm: 'Warm lead',
  cold: 'Cold lead',
  dead: 'Silent lead',
  disqualified: 'Disqualified lead',
} as const
const MOST_REASONS = 6
const LONGEST_WHY = 90

/** The alert about one lead. Everything a visitor wrote is plain text in it: one line each, invisible characters taken out. */
export function composeAlert(lead: AlertLead, options: AlertOptions): Letter {
  const { test } = options
  const facts = toFacts(lead, options)
  const why = facts.reasons[0]?.reason
  const subject = [`${test ? 'Test: ' : ''}${facts.kind}: ${facts.who}`, why && shorten(why, LONGEST_WHY)]
  return { subject: subject.filter(Boolean).join(' — '), text: toText(facts), html: renderLetter(facts) }
}

function toFacts(lead: AlertLead, { publicUrl, test, verdict = null, handOver = null }: AlertOptions): LetterFacts {
  const clean = (text: string | null | undefined) => toHeaderText(text ?? '')
  const name = clean(lead.name)
  const reasons = lead.reasons.toSorted((a, b) => b.points - a.points).slice(0, MOST_REASONS)
  return {
    test,
    kind: `${lead.temperature ? TEMPERATURES[lead.temperature] : 'Lead'}${lead.partial ? ', partial' : ''}`,
    temperature: lead.temperature ?? 'cold',
    who: [name || clean(lead.email), clean(lead.company)].filter(Boolean).join(', '),
    name,
    company: clean(lead.company),
    email: clean(lead.email),
    score: lead.score ?? null,
    reasons: reasons.map(({ points, reason }) => ({ points: toSigned(points), reason: clean(reason) })),
    answers: lead.answers.map(({ question, answer }) => ({ question: clean(question), answer: clean(answer) })),
    promised: lead.questions.filter(({ reply }) => reply === null).map(question => clean(question.text)),
    about: aboutOf(lead).map(clean),
    owner: clean(lead.owner?.name),
    handedOver: handOver?.status === 'done' ? clean(handedOverInWords(handOver)) : '',
    source: [lead.source, lead.campaign?.medium, lead.campaign?.campaign, lead.campaign?.term]
      .map(clean)
      .filter(Boolean)
      .join(' · '),
    page: clean(lead.url),
    verdict,
    link: `${publicUrl}/studio/leads/${encodeURIComponent(lead.id.toWellFormed())}`,
  }
}

function toText(facts: LetterFacts): string {
  const { score } = facts
  const head = [
    facts.who,
    [facts.kind, score && `score ${score.total} (fit ${score.fit}, engagement ${score.engagement})`],
    [facts.email],
    [facts.about.join(' · ')],
    [facts.owner && `Assigned to ${facts.owner}`],
    [facts.handedOver],
  ]
  const blocks = [
    head.map(line => (Array.isArray(line) ? line.filter(Boolean).join(', ') : line)).filter(Boolean),
    section('They asked, and wait for your answer', facts.promised),
    section(
      'Why',
      facts.reasons.map(({ points, reason }) => `${points.padStart(4)}  ${reason}`),
    ),
    section(
      'What they said',
      facts.answers.map(({ question, answer }) => `${question}\n  ${answer}`),
    ),
    section('Where', [facts.source && `Source: ${facts.source}`, facts.page && `Page: ${facts.page}`].filter(Boolean)),
    facts.verdict ? [`Accept: ${facts.verdict.accept}`, `Reject: ${facts.verdict.reject}`] : [],
    [`Open the lead: ${facts.link}`, ...(facts.email ? ['A reply to this message goes to the lead.'] : [])],
  ]
  return `${blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n')}\n`
}

/** The job and the company, as far as others told of them. */
function aboutOf({ title, companyDetails }: AlertLead): string[] {
  const { industry, staff, country } = companyDetails ?? {}
  const said = [
    title,
    industry && industryName(industry),
    staff && `${staff.toLocaleString('en')} staff`,
    country && countryName(country),
  ]
  return said.filter(part => typeof part === 'string')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, ...lines] : []
}

function toSigned(points: number): string {
  const rounded = Math.round(points * 10) / 10
  return rounded > 0 ? `+${rounded}` : String(rounded).replace('-', '−')
}

function shorten(text: string, most: number): string {
  const characters = [...text]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}
