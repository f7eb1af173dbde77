import { measurePeers } from './peers/measure-peers.ts'
import { measureSize, SIZE_BUDGET } from './size/measure-size.ts'

// `npm run bench -- size`: gzip bytes of what a page loads for the widget, beside those of peers' packages.
// With `--check`, the widget alone, and exits with 1 above the budget.

const checking = process.argv.includes('--check')
const { loader, chat, files } = await measureSize()
for (const [file, bytes] of Object.entries(files)) console.log(`${String(bytes).padStart(7)}  ${file}`)
const peers = checking ? {} : await measurePeers()
for (const [name, { before, open }] of Object.entries(peers)) {
  console.log(`${String(before).padStart(7)}  ${name} before anybody acts, ${open} when open`)
}
console.log(JSON.stringify({ bench: 'size', loader, chat, ...(checking ? {} : { peers }) }))
if (checking && (loader > SIZE_BUDGET.loader || chat > SIZE_BUDGET.chat)) {
  console.error(`Over budget: loader ${SIZE_BUDGET.loader}, chat ${SIZE_BUDGET.chat} bytes.`)
  process.exitCode = 1
}
