import { html } from 'hono/html'

type Row = {
  readonly location: string
  readonly item: string
  readonly book: number
  readonly moved: number
  readonly counted: number | undefined
}

const rows: readonly Row[] = [
  { location: 'C-07-2', item: 'Bearing 6204', book: 48, moved: -2, counted: 46 },
  { location: 'C-07-3', item: 'Bearing 6205', book: 112, moved: 0, counted: 112 },
  { location: 'C-08-1', item: 'V-belt A-42', book: 30, moved: 24, counted: 54 },
  { location: 'C-08-2', item: 'Oil seal 35×52', book: 18, moved: 0, counted: 17 },
  { location: 'C-08-3', item: 'Circlip set', book: 64, moved: -6, counted: undefined },
]

/** A round as the product shows it: what the books said, what moved since, what was counted. */
export function roundSheet() {
  return html`<figure class="sheet">
    <table>
      <caption class="sheet__head">
        <strong>Round 14, aisle C</strong>
        <span>4 of 5 counted, picking goes on</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Location</th>
          <th scope="col" class="sheet__wide">Book</th>
          <th scope="col">Moved</th>
          <th scope="col">Expected</th>
          <th scope="col">Counted</th>
          <th scope="col" class="sheet__result">Result</th>
        </tr>
      </thead>
      <tbody>${rows.map(drawRow)}</tbody>
    </table>
  </figure>`
}

function drawRow(row: Row) {
  return html`<tr ${row.counted === undefined ? html`class="sheet__now"` : ''}>
    <th scope="row"><span class="code">${row.location}</span><span class="sheet__item">${row.item}</span></th>
    <td class="sheet__wide">${row.book}</td>
    <td>${row.moved === 0 ? '0' : signed(row.moved)}</td>
    <td>${row.book + row.moved}</td>
    <td>${row.counted ?? ''}</td>
    <td class="sheet__result">${result(row)}</td>
  </tr>`
}

function result({ book, moved, counted }: Row) {
  if (counted === undefined) return html`<span class="tag">Next</span>`
  const difference = counted - book - moved
  if (difference === 0) return html`<span class="tag tag--good">Agrees</span>`
  return html`<span class="tag tag--warn">${Math.abs(difference)} ${difference < 0 ? 'short' : 'over'}</span>`
}

function signed(amount: number): string {
  return amount < 0 ? `−${-amount}` : `+${amount}`
}
