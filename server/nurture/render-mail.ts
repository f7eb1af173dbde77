import { html } from 'hono/html'
import { type Block, type Inline, parseRichText } from '#flows/rich-text.ts'
import { toHeaderText } from '../delivery/mail.ts'
import { fillIn, fillLinkTargets, type MailValues } from './fill-in.ts'
import type { ChosenText } from './mail-template.ts'
import { wordsFor } from './mail-words.ts'

export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The body as it was drawn, values filled in: for previews. */
  readonly blocks: readonly Block[]
  /** Variables without a value and without words to stand in: such a mail is not sent. */
  readonly missing: readonly string[]
}

interface RenderInput {
  readonly text: ChosenText
  readonly values: MailValues
  /** Who sends it, as the settings say. */
  readonly imprint: string
  /** Null for mails to people of one's own. */
  readonly unsubscribeUrl: string | null
  /** Where a link is to lead instead, by its address and its place among them; left out = where it says. */
  readonly linkTo?: ((url: string, number: number) => string) | undefined
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const P = 'margin:0 0 16px;font-size:16px;line-height:25px;color:#1c1d1f'
const SOFT = 'margin:0 0 6px;font-size:12px;line-height:18px;color:#5d6064'
const DARK = `@media (prefers-color-scheme: dark) { .page { background: #161719 !important; } .ink { color: #f2f2f0 !important; }
  .soft, .soft a { color: #b3b5b8 !important; } .ink a { color: #b9c4ff !important; } .foot { border-color: #35383c !important; } }`

/** A mail as text and as HTML: one column, no images, nothing remote. What leads wrote is shown as text, wherever it stands. */
export function renderMail({ text, values, imprint, unsubscribeUrl, linkTo }: RenderInput): RenderedMail {
  const subject = fillIn(text.subject, values)
  const targets = fillLinkTargets(text.body, values)
  const missing = new Set([...subject.missing, ...targets.missing])
  const blocks = parseRichText(targets.text).map(block => fillBlock(block, values, missing))
  const words = wordsFor(text.locale)
  const foot = unsubscribeUrl === null ? null : { words, url: unsubscribeUrl }
  return {
    subject: toHeaderText(subject.text),
    blocks,
    missing: [...missing],
    text: toText(blocks, imprint, foot),
    // People read the addresses in the text: there they stay what they are.
    html: toHtml({
      ...{ title: toHeaderText(subject.text), locale: text.locale, imprint, foot },
      blocks: linkTo ? withLinks(blocks, linkTo) : blocks,
    }),
  }
}

interface Foot {
  readonly words: { readonly why: string; readonly unsubscribe: string }
  readonly url: string
}

function fillBlock(block: Block, values: MailValues, missing: Set<string>): Block {
  const fillPart = (part: Inline): Inline => {
    if (typeof part !== 'string') return { ...part, parts: part.parts.map(fillPart) }
    const filled = fillIn(part, values)
    for (const name of filled.missing) missing.add(name)
    return filled.text
  }
  return { ...block, lines: block.lines.map(line => line.map(fillPart)) }
}

function withLinks(blocks: readonly Block[], linkTo: (url: string, number: number) => string): Block[] {
  let number = 0
  const replace = (part: Inline): Inline => {
    if (typeof part === 'string') return part
    const parts = part.parts.map(replace)
    if (part.kind !== 'link') return { ...part, parts }
    number += 1
    return { ...part, parts, url: linkTo(part.url, number - 1) }
  }
  return blocks.map(block => ({ ...block, lines: block.lines.map(line => line.map(replace)) }))
}

function toText(blocks: readonly Block[], imprint: string, foot: Foot | null): string {
  const body = blocks.map(({ kind, lines }) =>
    lines
      .map((line, index) => `${kind === 'list' ? '- ' : kind === 'numbers' ? `${index + 1}. ` : ''}${textOf(line)}`)
      .join('\n'),
  )
  const end = [
    ...(imprint ? [imprint] : []),
    ...(foot ? [foot.words.why, `${foot.words.unsubscribe}: ${foot.url}`] : []),
  ]
  return `${[...body, ...(end.length > 0 ? [`-- \n${end.join('\n')}`] : [])].join('\n\n')}\n`
}

function textOf(parts: readonly Inline[]): string {
  return parts
    .map(part => {
      if (typeof part === 'string') return part
      const label = textOf(part.parts)
      return part.kind === 'link' && label !== part.url ? `${label}: ${part.url}` : label
    })
    .join('')
}

interface Page {
  readonly title: string
  readonly locale: string
  readonly blocks: readonly Block[]
  readonly imprint: string
  readonly foot: Foot | null
}

function toHtml({ title, locale, blocks, imprint, foot }: Page): string {
  const page = html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${title}</title><style>${DARK}</style></head>
<body class="page" style="margin:0;padding:0;background:#ffffff;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:28px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;text-align:start"><tr><td class="ink">
${blocks.map(drawBlock)}
${
  imprint || foot
    ? html`<div class="foot soft" dir="auto" style="margin-top:28px;padding-top:14px;border-top:1px solid #e2e2dd">
${imprint ? html`<p class="soft" style="${SOFT}">${imprint}</p>` : ''}
${foot ? html`<p class="soft" style="${SOFT}">${foot.words.why} <a href="${foot.url}" style="color:#5d6064">${foot.words.unsubscribe}</a></p>` : ''}
</div>`
    : ''
}
</td></tr></table></td></tr></table></body></html>`
  return String(page)
}

function drawBlock({ kind, lines }: Block) {
  if (kind === 'paragraph') {
    return html`<p class="ink" dir="auto" style="${P}">${lines.map((line, index) => html`${index > 0 ? html`<br>` : ''}${line.map(drawPart)}`)}</p>`
  }
  const items = lines.map(line => html`<li style="margin:0 0 6px">${line.map(drawPart)}</li>`)
  const style = `${P};padding-inline-start:22px`
  return kind === 'list'
    ? html`<ul class="ink" dir="auto" style="${style}">${items}</ul>`
    : html`<ol class="ink" dir="auto" style="${style}">${items}</ol>`
}

function drawPart(part: Inline): ReturnType<typeof html> | string {
  if (typeof part === 'string') return part
  const inner = part.parts.map(drawPart)
  if (part.kind === 'bold') return html`<strong>${inner}</strong>`
  if (part.kind !== 'link') return html`<em>${inner}</em>`
  return html`<a href="${part.url}" style="color:#3d4fb8">${inner}</a>`
}
