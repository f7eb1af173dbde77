import { measureSize, SIZE_BUDGET } from './size/measure-size.ts'

// `npm run bench -- size`: gzip bytes of what a page loads for the widget. With `--check`, exits with 1 above the budget.

const { loader, chat, files } = await measureSize()
for (const [file, bytes] of Object.entries(files)) console.log(`${String(bytes).padStart(7)}  ${file}`)
console.log(JSON.stringify({ bench: 'size', loader, chat }))
if (process.argv.includes('--check') && (loader > SIZE_BUDGET.loader || chat > SIZE_BUDGET.chat)) {
  console.error(`Over budget: loader ${SIZE_BUDGET.loader}, chat ${SIZE_BUDGET.chat} bytes.`)
  process.exitCode = 1
}
