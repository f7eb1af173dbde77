import { expect, it } from 'vitest'
import { readFile } from '#studio/settings/imports/read-file.ts'

const TEXT = 'email;name\r\nida@x.example;Zoë'

const wide = (text: string, big: boolean) =>
  [...text].flatMap(letter => {
    const code = letter.charCodeAt(0)
    return big ? [code >> 8, code & 0xff] : [code & 0xff, code >> 8]
  })

it.each([
  ['UTF-8', [...new TextEncoder().encode(TEXT)]],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, ...new TextEncoder().encode(TEXT)]],
  ['UTF-16 with a mark', [0xff, 0xfe, ...wide(TEXT, false)]],
  ['UTF-16, high byte first, with a mark', [0xfe, 0xff, ...wide(TEXT, true)]],
  ['UTF-16 without a mark', wide(TEXT, false)],
  ['UTF-16, high byte first, without a mark', wide(TEXT, true)],
  ['Windows letters', [...TEXT].map(letter => letter.charCodeAt(0))],
])('%s is read', async (_title, bytes) => {
  expect(await readFile(new Blob([new Uint8Array(bytes)]))).toBe(TEXT)
})

it('an empty file is empty', async () => {
  expect(await readFile(new Blob([]))).toBe('')
})
