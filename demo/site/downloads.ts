import { html } from 'hono/html'
import { assetPath } from './assets.ts'
import { checklist } from './checklist.ts'
import { favicon, mark } from './mark.ts'

/** The columns a netted count needs, with one example row. */
export const countSheetCsv = [
  'location,item,book,book_at,moved_since,counted,counted_at,counted_by,second_count,second_by,reason',
  'C-07-2,Bearing 6204,48,2026-11-02T10:40:00,-2,46,2026-11-02T10:41:20,MK,,,',
  '',
].join('\r\n')

/** The checklist as a page made for paper; it embeds nothing. */
export function printableChecklist() {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Cycle-count checklist · Tallybarn</title>
  <link rel="icon" href="${favicon}">
  <link rel="stylesheet" href="${assetPath('site.css')}">
</head>
<body class="print">
  <main class="print__page">
    <header class="print__head">
      <h1>Cycle-count checklist</h1>
      <a class="brand" href="/">${mark(24)}<span>Tallybarn</span></a>
    </header>
    <div class="print__parts">
      ${checklist.map(
        part => html`<section>
          <h2>${part.title}</h2>
          <ul class="ticks">${part.items.map(item => html`<li>${item}</li>`)}</ul>
        </section>`,
      )}
    </div>
    <footer class="print__foot">
      <p>Print it, or take it as <a href="/downloads/cycle-count-checklist.txt" download>plain text</a>. The blank <a href="/downloads/count-sheet.csv" download>count sheet</a> opens in any spreadsheet.</p>
    </footer>
  </main>
</body>
</html>`
}
