import { measureOpening } from './page/measure-opening.ts'
import { measurePricing } from './page/measure-pricing.ts'
import { withChromium } from './page/with-chromium.ts'

// `npm run bench -- page`: what the widget costs a page in a real browser. First the demo's pricing page with the loader
// and without it; then, on a page with nothing else on it, Parley beside peers that npm brings, each served from this
// machine: main-thread time before anybody acts at a fourth of the processor's speed, and the time from the click to the
// first question. Medians of runs in turns.

const figures = await withChromium(async browser => {
  const pricing = await measurePricing(browser)
  return { ...pricing, beside: await measureOpening(browser) }
})
for (const [name, { mainThread, firstQuestion }] of Object.entries(figures.beside)) {
  console.log(`${name}: ${mainThread} ms before anybody acts, ${firstQuestion} ms from the click to the first question`)
}
console.log(JSON.stringify({ bench: 'page', ...figures }))
