import { html } from 'hono/html'
import { directionOf } from './form-words.ts'
import type { Markup } from './plain-field.ts'

export interface FormLayout {
  readonly locale: string
  readonly title: string
  readonly company: string
  /** Address of the style sheet of the site's theme, and of other files in the head. */
  readonly head?: Markup | ''
  /** Wide enough for a column only, or for the whole page. */
  readonly content: Markup
  readonly foot?: Markup
}

/** The document around a form that Parley serves. */
export function formLayout({ locale, title, company, head, content, foot }: FormLayout): string {
  return String(html`<!doctype html>
<html class="parley" lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${title} · ${company}</title>
<link rel="stylesheet" href="/f/assets/css/forms.css">
${head ?? ''}
</head>
<body>
<header><p class="company">${company}</p></header>
<main>${content}</main>
${foot ? html`<footer>${foot}</footer>` : ''}
</body>
</html>`)
}
