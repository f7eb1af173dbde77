import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const list = readFileSync(join(ROOT, 'docs/peers.md'), 'utf8')
const rows = [...list.matchAll(/^\| (?<need>[^|]+) \| `(?<file>tests\/[^`]+)`: (?<title>[^|]+) \|$/gm)].map(
  ({ groups = {} }) => ({ need: groups.need ?? '', file: groups.file ?? '', title: groups.title ?? '' }),
)

test('the list of what others leave open is whole: every line names a test', () => {
  const lines = list.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| need |'))
  expect(rows.map(({ need }) => need)).toEqual(lines.map(line => line.split(' | ')[0]?.slice(2)))
  expect(rows.length).toBeGreaterThan(45)
  expect(new Set(rows.map(({ need }) => need)).size).toBe(rows.length)
})

test.each(rows)('“$need” is held by a test that is there', ({ file, title }) => {
  const path = join(ROOT, file)
  expect(existsSync(path), `${file} is there`).toBe(true)
  const source = readFileSync(path, 'utf8')
  // As the title of a test, or as the name of a case that one runs over.
  const named = ["'", '"', '`'].some(quote => source.includes(`${quote}${title}`))
  expect(named, `${file} has “${title}”`).toBe(true)
})
