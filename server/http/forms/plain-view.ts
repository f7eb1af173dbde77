import { html } from 'hono/html'
import type { AskStep, Doubt, EndStep, PublicFlow } from '#flows/flow.ts'
import { fill, sayable } from '#flows/locale.ts'
import type { Played } from '#flows/play.ts'
import { plainText } from '#flows/rich-text.ts'
import type { FormWords } from './form-words.ts'
import { type Markup, plainField } from './plain-field.ts'
import type { Filled, PlainPart } from './plain-page.ts'

export interface PlainView {
  readonly flow: PublicFlow
  readonly played: Played
  readonly words: FormWords
  /** What goes back with the form, by name. */
  readonly hidden: Readonly<Record<string, string>>
}

export interface AskingView extends PlainView {
  /** Of the page. */
  readonly title: string
  readonly parts: readonly PlainPart[]
  readonly filled: Filled
  readonly problems: ReadonlyMap<string, string>
  /** What is asked about once more, by step id; it counts when the form is sent again. */
  readonly doubts?: ReadonlyMap<string, Doubt>
}

/** Questions as a form that needs no script. */
export function askingView({
  flow,
  played,
  title,
  words,
  hidden,
  parts,
  filled,
  problems,
  doubts,
}: AskingView): Markup {
  const say = sayIn(flow, played)
  const asks = parts.flatMap(part => part.asks)
  const headline = parts[0]?.says[0]
  const personal = parts.find(part => part.asks.some(step => isPersonal(flow, step)))
  const field = (step: AskStep) => {
    const asked = flow.fields[step.field]
    if (!asked) return ''
    const values = filled.get(step.id) ?? givenAt(played, step.id)
    const texts = { label: say(step.text), hint: step.hint && say(step.hint) }
    const doubt = doubts?.get(step.id)
    const noted = { problem: problems.get(step.id), doubt: doubt && say(doubt.text) }
    return plainField({ step, field: asked, ...texts, ...noted, values, words })
  }
  return html`<form method="post" class="card" novalidate>
${headline ? '' : html`<h1 class="unseen">${title}</h1>`}
${problems.size > 0 ? summary(asks, problems, words, say) : ''}
${parts.map(
  part => html`<div class="part">
${part.says.map(text => (text === headline ? html`<h1 class="intro">${say(text)}</h1>` : html`<p class="intro">${say(text)}</p>`))}
${part.asks.map(field)}
${part === personal && flow.notice ? html`<p class="small">${flow.notice.text} <a href="${flow.notice.url}" target="_blank" rel="noopener">${words.notice}</a></p>` : ''}
</div>`,
)}
${hiddenFields({ ...hidden, asked: asks.map(({ id }) => id).join(' ') })}
${doubts ? hiddenFields({ doubted: [...doubts.values()].map(({ id }) => id).join(' ') }) : ''}
<p class="trap" aria-hidden="true"><label>Website <input name="website" tabindex="-1" autocomplete="off"></label></p>
<p class="row"><button class="main">${goesOn(flow, asks) ? words.continue : words.send}</button></p>
</form>`
}

export interface EndView extends Omit<PlainView, 'hidden'> {
  readonly step: EndStep
  /** What stands booked. */
  readonly booked: Markup | ''
}

/** What the visitor takes away. */
export function endView({ flow, played, words, step, booked }: EndView): Markup {
  const say = sayIn(flow, played)
  return html`<div class="card">
${booked}
${promised(played, say)}
<h1>${say(step.text)}</h1>
${step.link ? html`<p class="row"><a class="main" href="${step.link.url}">${say(step.link.label)}</a></p>` : ''}
<p class="small saved">${words.saved}</p>
</div>`
}

function summary(
  asks: readonly AskStep[],
  problems: ReadonlyMap<string, string>,
  words: FormWords,
  say: (text: string) => string,
): Markup {
  const wrong = asks.filter(({ id }) => problems.has(id))
  return html`<div class="summary" role="alert" id="problems"><h2>${words.check}</h2>
<ul>${wrong.map(({ id, text }) => html`<li><a href="#q-${id}">${say(text)}</a> ${words.problems[problems.get(id) ?? ''] ?? words.problems.required}</li>`)}</ul></div>`
}

/** What a person promised right before. */
export function promised({ path }: Played, say: (text: string) => string): Markup | '' {
  const last = path.at(-1)
  return last?.kind === 'handoff' ? html`<p class="promised">${say(last.text)}</p>` : ''
}

export function hiddenFields(hidden: Readonly<Record<string, string>>): Markup[] {
  return Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
}

export function sayIn(flow: PublicFlow, played: Played): (text: string) => string {
  const values = sayable(flow, played)
  return text => fill(plainText(text), values)
}

function givenAt({ answers }: Played, step: string): readonly string[] {
  const answer = answers.get(step)
  if (answer === undefined) return []
  return Array.isArray(answer) ? answer : [answer === true ? 'yes' : String(answer)]
}

/** Whether questions can follow on another page: what follows these is no decision yet. */
function goesOn({ steps }: PublicFlow, asks: readonly AskStep[]): boolean {
  const last = asks.at(-1)
  const after = steps.slice(last ? steps.indexOf(last) + 1 : 0)
  const next = after.find(step => step.kind === 'ask' || step.kind === 'decide' || step.kind === 'end')
  return next?.kind === 'ask'
}

function isPersonal({ fields }: PublicFlow, step: AskStep): boolean {
  const field = fields[step.field]
  if (field?.kind === 'text') return field.about === 'name'
  return field !== undefined && ['email', 'phone', 'consent', 'name'].includes(field.kind)
}
