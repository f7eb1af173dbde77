import { expect, test } from 'vitest'
import { withoutPages } from '#widget/file-links.ts'

const AT = { at: 0, path: '/' } as const

test('links that end like a file are told, pages and pictures are not, and whatever is marked as a download is', () => {
  const files = [
    '/a.pdf',
    '/b.DOCX',
    '/export',
    '/c.epub',
    '/index.html',
    '/photo.jpg',
    '/docs/v1.2',
    '/list.php',
    '/part.step',
    '/termin.ics',
  ]
  const told = withoutPages([
    { ...AT, id: 'view', type: 'page_viewed' },
    ...files.map((file, index) => ({ ...AT, id: `d${index}`, type: 'downloaded' as const, file })),
  ])
  expect(told.map(event => (event.type === 'downloaded' ? event.file : event.type))).toEqual([
    'page_viewed',
    '/a.pdf',
    '/b.DOCX',
    '/export',
    '/c.epub',
    '/part.step',
    '/termin.ics',
  ])
})
