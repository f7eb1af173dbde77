import { html } from 'hono/html'
import type { ErrorCode } from '#flows/api.ts'
import { formLayout } from './form-layout.ts'
import { formWords } from './form-words.ts'

/** What a person sees when a form could not be shown or taken: what happened, and a way on. */
export function troubleView(
  code: ErrorCode,
  { locale, path }: { readonly locale: string; readonly path: string },
): string {
  const words = formWords(locale)
  const text =
    code === 'not_found'
      ? words.gone
      : code === 'rate_limited' || code === 'in_flight' || code === 'store_busy'
        ? words.busy
        : code === 'origin_refused'
          ? words.refused
          : words.trouble
  const way = html`<p class="row"><a class="main" href="${path}?plain=1" target="_blank" rel="noopener">${words.again}</a></p>`
  return formLayout({
    locale,
    title: text,
    company: 'Parley',
    content: html`<div class="card"><h1>${text}</h1>${code === 'not_found' ? '' : way}</div>`,
  })
}
