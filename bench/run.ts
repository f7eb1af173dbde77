import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

// `npm run bench -- NAME [options]`: runs bench/NAME.ts, which prints one JSON line of figures last.
const [name] = process.argv.slice(2)
const known = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.ts') && file !== 'run.ts')
  .map(file => file.slice(0, -3))
const path = join(import.meta.dirname, `${name}.ts`)
if (!name || !known.includes(name) || !existsSync(path)) {
  console.error(`Say which figure: npm run bench -- ${known.join(' | ')}`)
  process.exitCode = 2
} else {
  await import(path)
}
