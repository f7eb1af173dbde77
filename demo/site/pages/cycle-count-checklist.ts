import { html } from 'hono/html'
import { checklist } from '../checklist.ts'
import type { Page } from '../page.ts'
import { formSlot } from '../parley-slot.ts'

export const cycleCountChecklist: Page = {
  path: '/blog/cycle-count-checklist',
  title: 'A cycle-count checklist that survives a busy shift',
  description: 'Which locations to count, how to count while picking goes on, and what to do when it does not agree.',
  render: () => html`
    <article class="wrap article">
      <header class="article__head">
        <p class="label"><time datetime="2026-11-03">3 November 2026</time>, 4 minutes to read</p>
        <h1>A cycle-count checklist that survives a busy shift</h1>
        <p class="lead">Counting a little every day is easy to plan and easy to drop. These are the habits that keep it going when three trucks arrive at once.</p>
      </header>
      <div class="article__columns">
        <div class="prose">${introduction()}${whatToCount()}${whileItMoves()}${whenItDiffers()}${friday()}</div>
        <aside class="article__aside" aria-labelledby="take">
          <h2 id="take">Take it to the aisle</h2>
          <p class="quiet">All ${checklist.reduce((sum, part) => sum + part.items.length, 0)} lines on one printable page, to your inbox.</p>
          ${formSlot('magnet')}
          <p class="small quiet">Just the blank sheet? <a href="/downloads/count-sheet.csv" download>Count sheet as CSV</a>, no e-mail asked.</p>
        </aside>
      </div>
    </article>`,
}

function introduction() {
  return html`<p>The annual count answers one question: how wrong were we on one Sunday? By the next Friday the answer is old. A cycle count asks a better one, every day and about a few locations: what went wrong here, and will it go wrong again?</p>
  <p>Most programmes do not fail on method. They fail in the third week, when the list is too long, the differences turn out to be false and somebody stops believing the figures. So the checklist below is short, and most of it is about false differences.</p>`
}

function whatToCount() {
  return html`<h2>Count what moves, not what lies there</h2>
  <p>The usual ABC list sorts by stock value. It sends you to the expensive pallet on the top beam that nobody has touched since spring. Errors happen when hands are on the goods, so sort by the value that <em>moved</em> last quarter. A fifth of the locations will carry most of it; count those every other month, the next three tenths three times a year, the rest once.</p>
  <p>With 5,000 locations that is about 13,000 counts a year, or 52 on a working day. At 40 seconds each, one person is done in 35 minutes. Cut it into two rounds of 20 minutes at most, each on one walk. A round that does not fit between two trucks will not be done between two trucks.</p>
  ${part(0)}`
}

function whileItMoves() {
  return html`<h2>Write down the second</h2>
  <p>A picker takes two pieces while you count. Your sheet says 46, the system said 48 when the list was printed. Is that a difference? Only the time can tell: if the pick was scanned before you counted, 46 is right. With the day alone you will look for two pieces that are in a parcel, and after a dozen such searches nobody will look for anything.</p>
  <p>So note the second of each count, and compare with the book figure <em>of that second</em>. You need no software for it. A column on the sheet and the list of movements will do, if somebody has the patience to subtract.</p>
  <p>And hide the book figure from the counter. Anyone who reads “48” and sees roughly 48 will write 48.</p>
  ${part(1)}`
}

function whenItDiffers() {
  return html`<h2>Let a second person be wrong too</h2>
  <p>A first count that differs is a question. Posting it at once swaps an old error for a new one. Have somebody else count the same day, blind again. If both agree with each other and not with the books, you have a difference; if they do not, you have a training topic.</p>
  <p>Before you post, look one location left, right, above and below. Then pick a reason from a list of no more than eight: damaged, misplaced, received short, picked wrong, wrong unit, wrong label, sample taken, unknown. If “unknown” leads the list for a month, the list is wrong or the second count is missing.</p>
  ${part(2)}`
}

function friday() {
  return html`<h2>Ten minutes on Friday</h2>
  <p>Sums hide errors: 40 over and 40 short make a perfect total. Read the reasons instead, take the commonest and change one thing. A label turned outward, a carton marked as opened, a unit spelt out. Next Friday you will see whether it worked, which is more than any annual count ever told you.</p>
  ${part(3)}`
}

function part(index: number) {
  const { title, items } = checklist[index] ?? { title: '', items: [] }
  return html`<section class="checklist">
    <h3>${title}</h3>
    <ul class="ticks">${items.map(item => html`<li>${item}</li>`)}</ul>
  </section>`
}
