import { html } from 'hono/html'
import { directionOf } from './meeting-words.ts'

interface LetterParts {
  readonly title: string
  readonly rows: readonly (readonly [label: string, text: string])[]
  readonly action: { readonly label: string; readonly url: string } | undefined
  /** Language of its words. Default: English. */
  readonly locale?: string
}

/** Mail programs know neither custom properties nor OKLCH: the few colours stand here, as hex. */
const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const SOFT = 'color:#5d6064;font-size:13px;line-height:20px'
const INK = 'color:#1c1d1f;font-size:16px;line-height:24px'
const DARK = `@media (prefers-color-scheme: dark) {
  .page { background: #161719 !important; } .card { background: #212326 !important; border-color: #35383c !important; }
  .ink { color: #f2f2f0 !important; } .soft { color: #b3b5b8 !important; } .act { background: #f2f2f0 !important; color: #161719 !important; }
}`

/** A short letter as text and as HTML: one column, no images, no remote content. Everything in it is shown as text. */
export function renderBookingLetter({ title, rows, action, locale = 'en' }: LetterParts): {
  text: string
  html: string
} {
  const lines = [title, '', ...rows.map(([label, text]) => `${label}: ${text}`)]
  const page = html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${title}</title><style>${DARK}</style></head>
<body class="page" style="margin:0;padding:0;background:#f4f4f1;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#f4f4f1"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="max-width:520px;background:#ffffff;border:1px solid #e2e2dd;border-radius:16px;text-align:start"><tr><td style="padding:28px">
<h1 class="ink" dir="auto" style="margin:0 0 12px;font-weight:650;letter-spacing:-0.01em;color:#1c1d1f;font-size:22px;line-height:28px">${title}</h1>
${rows.map(([label, text]) => html`<p dir="auto" style="margin:0 0 10px"><span class="soft" style="${SOFT}">${label}</span><br><span class="ink" style="${INK}">${text}</span></p>`)}
${action ? html`<p style="margin:20px 0 0"><a href="${action.url}" class="act" style="display:inline-block;padding:12px 20px;border-radius:10px;background:#1c1d1f;color:#ffffff;font-size:15px;line-height:20px;font-weight:600;text-decoration:none">${action.label}</a></p>` : ''}
</td></tr></table></td></tr></table></body></html>`
  return {
    text: [...lines, ...(action ? ['', `${action.label}: ${action.url}`] : []), ''].join('\n'),
    html: String(page),
  }
}
