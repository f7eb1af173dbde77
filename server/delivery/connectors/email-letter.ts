/** An alert's facts in words, plain text each. */
export interface LetterFacts {
  readonly test: boolean
  readonly kind: string
  readonly temperature: 'hot' | 'warm' | 'cold' | 'dead' | 'disqualified'
  /** Name and company, or the address. */
  readonly who: string
  readonly name: string
  readonly company: string
  readonly email: string
  readonly score: { readonly total: number; readonly fit: number; readonly engagement: number } | null
  readonly reasons: readonly { readonly points: string; readonly reason: string }[]
  readonly answers: readonly { readonly question: string; readonly answer: string }[]
  /** Questions a person was promised to answer. */
  readonly promised: readonly string[]
  /** Job, industry, staff, country, as far as they are known. */
  readonly about: readonly string[]
  readonly owner: string
  /** Why it was handed over; empty when that is not the news. */
  readonly handedOver: string
  readonly source: string
  readonly page: string
  /** Pages that take a verdict on it. */
  readonly verdict: { readonly accept: string; readonly reject: string } | null
  readonly link: string
}

/** Mail programs know neither custom properties nor OKLCH: the few colours stand here, as hex. */
const PILL = {
  hot: 'background:#fde8dd;color:#9a3412',
  warm: 'background:#fdf0cf;color:#7a4d06',
  cold: 'background:#e3edf7;color:#2b4a68',
  dead: 'background:#ececea;color:#4d4d49',
  disqualified: 'background:#ececea;color:#4d4d49',
} as const

/** Only what a style attribute cannot say: dark mode. */
const DARK = `
  @media (prefers-color-scheme: dark) {
    .page { background: #161719 !important; }
    .card { background: #212326 !important; border-color: #35383c !important; }
    .ink { color: #f2f2f0 !important; }
    .soft { color: #b3b5b8 !important; }
    .line { border-color: #35383c !important; }
    .act { background: #f2f2f0 !important; color: #161719 !important; }
    .side { border-color: #5d6064 !important; color: #f2f2f0 !important; }
  }`

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const INK = 'color:#1c1d1f'
const SOFT = 'color:#5d6064'

/** The alert as HTML: one column, tables for the sake of old mail programs, no images, no remote content. */
export function renderLetter(facts: LetterFacts): string {
  const title = facts.name || facts.email
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(facts.who)}</title>
<style>${DARK}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f4f1;${FONT}">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(facts.reasons.map(({ reason }) => reason).join(' · '))}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#f4f4f1"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="max-width:560px;background:#ffffff;border:1px solid #e2e2dd;border-radius:16px;text-align:left"><tr><td style="padding:28px 28px 32px">
${facts.test ? `<p class="soft" style="margin:0 0 16px;font-size:13px;line-height:20px;${SOFT}">This is a test. The lead below is made up.</p>` : ''}
<span style="display:inline-block;padding:3px 10px;border-radius:999px;font-size:12px;line-height:18px;font-weight:600;${PILL[facts.temperature]}">${escapeHtml(facts.kind)}</span>
<h1 class="ink" dir="auto" style="margin:12px 0 2px;font-size:24px;line-height:30px;font-weight:650;letter-spacing:-0.01em;${INK}">${escapeHtml(title)}</h1>
<p class="soft" dir="auto" style="margin:0;font-size:15px;line-height:22px;${SOFT}">${lines([facts.company, facts.name ? facts.email : '', facts.about.join(' · ')])}</p>
${renderScore(facts)}
${renderPromised(facts)}
${renderReasons(facts)}
${renderAnswers(facts)}
<p style="margin:28px 0 0"><a href="${escapeHtml(facts.link)}" class="act" style="display:inline-block;padding:12px 20px;border-radius:10px;background:#1c1d1f;color:#ffffff;font-size:15px;line-height:20px;font-weight:600;text-decoration:none">Open the lead card</a></p>
${renderVerdict(facts)}
</td></tr></table>
<p class="soft" style="max-width:560px;margin:16px auto 0;font-size:12px;line-height:18px;${SOFT}">${lines(footnotes(facts))}</p>
</td></tr></table>
</body>
</html>
`
}

/** Both lead to a page that asks once more: programs that read mail open every link. */
function renderVerdict({ verdict }: LetterFacts): string {
  if (!verdict) return ''
  const side = (href: string, label: string) =>
    `<a href="${escapeHtml(href)}" class="side" style="display:inline-block;margin:0 8px 0 0;padding:9px 16px;border:1px solid #c9c9c3;border-radius:10px;font-size:14px;line-height:20px;font-weight:600;text-decoration:none;${INK}">${label}</a>`
  return `<p style="margin:12px 0 0">${side(verdict.accept, 'Accept')}${side(verdict.reject, 'Reject…')}</p>`
}

function renderScore({ score, owner, handedOver }: LetterFacts): string {
  if (!score && !owner) return ''
  const number = score
    ? `<span class="ink" style="font-size:28px;line-height:32px;font-weight:650;font-variant-numeric:tabular-nums;${INK}">${score.total}</span>
<span class="soft" style="font-size:13px;${SOFT}">&nbsp;points: ${score.fit} for fit, ${score.engagement} for engagement</span>`
    : ''
  const assigned = owner
    ? `<br><span class="soft" style="font-size:13px;line-height:20px;${SOFT}">Assigned to <span class="ink" style="${INK}">${escapeHtml(owner)}</span>${handedOver ? `. ${escapeHtml(handedOver)}` : ''}</span>`
    : ''
  return `<p class="line" style="margin:20px 0 0;padding:16px 0 0;border-top:1px solid #e8e8e3">${number}${assigned}</p>`
}

function renderPromised({ promised }: LetterFacts): string {
  if (promised.length === 0) return ''
  const lines = promised.map(
    text =>
      `<p class="ink" dir="auto" style="margin:0 0 10px;font-size:14px;line-height:20px;font-weight:600;${INK}">${escapeHtml(text)}</p>`,
  )
  return heading('They asked, and wait for your answer') + lines.join('\n')
}

function renderReasons({ reasons }: LetterFacts): string {
  if (reasons.length === 0) return ''
  const rows = reasons.map(
    ({ points, reason }) => `<tr>
<td class="ink" width="44" style="padding:3px 0;font-size:14px;line-height:20px;font-weight:600;font-variant-numeric:tabular-nums;vertical-align:top;${INK}">${escapeHtml(points)}</td>
<td class="ink" dir="auto" style="padding:3px 0;font-size:14px;line-height:20px;${INK}">${escapeHtml(reason)}</td></tr>`,
  )
  return `${heading('Why')}<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows.join('\n')}</table>`
}

function renderAnswers({ answers }: LetterFacts): string {
  if (answers.length === 0) return ''
  const lines = answers.map(
    ({ question, answer }) => `<p dir="auto" style="margin:0 0 10px;font-size:14px;line-height:20px">
<span class="soft" style="${SOFT}">${escapeHtml(question)}</span><br><span class="ink" style="${INK}">${escapeHtml(answer)}</span></p>`,
  )
  return heading('What they said') + lines.join('\n')
}

function heading(text: string): string {
  return `<h2 class="soft" style="margin:24px 0 8px;font-size:13px;line-height:20px;font-weight:600;${SOFT}">${text}</h2>\n`
}

function footnotes({ source, page, email }: LetterFacts): string[] {
  const origin = [source && `Source: ${source}`, page].filter(Boolean).join(', ')
  return [origin, email && 'A reply to this message goes to the lead.']
}

function lines(texts: readonly string[]): string {
  return texts.filter(Boolean).map(escapeHtml).join('<br>')
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
