import { html } from 'hono/html'
import type { Shape } from '#flows/api.ts'
import type { Flow } from '#flows/flow.ts'
import { publicFlow } from '#flows/locale.ts'
import { formLayout } from './form-layout.ts'
import { formWords } from './form-words.ts'
import type { Markup } from './plain-field.ts'

export interface HostedView {
  readonly flow: Flow
  readonly company: string
  readonly locale: string
  readonly shape: Shape
  /** Address of this page. */
  readonly path: string
  /** Address of the loader that knows this flow only. */
  readonly script: string
  readonly head: Markup | ''
}

/** A flow on a page of its own, held by the widget; without script the browser goes on to the form that needs none. */
export function hostedView({ flow, company, locale, shape, path, script, head }: HostedView): string {
  const words = formWords(locale)
  const title = titleOf(flow, locale)
  const plain = `${path}?plain=1`
  const element = shape === 'chat' ? 'parley-chat' : 'parley-form'
  // The way on stays where the script does not come through: the widget takes its place.
  const way = html`<a class="quiet" href="${plain}">${words.plain}</a>`
  const widget =
    element === 'parley-chat'
      ? html`<parley-chat flow="${flow.id}" shape="chat" surface="hosted">${way}</parley-chat>`
      : html`<parley-form flow="${flow.id}" shape="${shape}" surface="hosted">${way}</parley-form>`
  return formLayout({
    locale,
    title,
    company,
    head: html`${head}<script async src="${script}"></script><noscript><meta http-equiv="refresh" content="0; url=${plain}"></noscript>`,
    content: html`<h1 class="${flow.launcher ? 'headline' : 'unseen'}">${title}</h1><div class="card">${widget}</div>`,
  })
}

/** What the flow calls itself: its launcher's words, else the first thing it says. */
export function titleOf(flow: Flow, locale: string): string {
  const { launcher, steps } = publicFlow(flow, locale)
  if (launcher) return launcher.label
  const first = steps.find(step => step.kind === 'say' || step.kind === 'ask')
  return first && 'text' in first ? first.text : flow.id
}
