import { expect, test } from 'vitest'
import { isRichText, parseRichText, plainText } from '#flows/rich-text.ts'

const line = (text: string) => parseRichText(text)[0]?.lines[0]

test('bold, italic and links are read, one in the other too', () => {
  expect(line('A **bold *word*** here')).toEqual([
    'A ',
    { kind: 'bold', parts: ['bold ', { kind: 'italic', parts: ['word'] }] },
    ' here',
  ])
  expect(line('See [our **plans**](https://tallybarn.example/pricing).')).toEqual([
    'See ',
    { kind: 'link', url: 'https://tallybarn.example/pricing', parts: ['our ', { kind: 'bold', parts: ['plans'] }] },
    '.',
  ])
})

test('lists, line breaks and paragraphs are blocks', () => {
  expect(parseRichText('First\nsecond\n\n- one\n- two\n1. uno\nafter')).toEqual([
    { kind: 'paragraph', lines: [['First'], ['second']] },
    { kind: 'list', lines: [['one'], ['two']] },
    { kind: 'numbers', lines: [['uno']] },
    { kind: 'paragraph', lines: [['after']] },
  ])
})

test('a link to an address with brackets ends after them', () => {
  expect(line('[x](https://a.example/b_(c)) y')).toEqual([
    { kind: 'link', url: 'https://a.example/b_(c)', parts: ['x'] },
    ' y',
  ])
})

test.each(['javascript:alert(1)', 'data:text/html,x', ' java\nscript:x', 'vbscript:x', '/relative', 'https://'])(
  'a link to %j is its label only',
  url => {
    expect(JSON.stringify(parseRichText(`[go](${url})`))).not.toContain('"link"')
  },
)

test.each([
  '2 * 3 * 4',
  'snake_case_name',
  'a_b and c_d',
  'price: 5*',
  '<b>html</b> & <img src=x>',
  '[not a link]',
  '{{name.first|please}}',
  '{{a|*x*}}',
])('%j stays as it is', text => {
  expect(line(text)).toEqual([text])
})

test('a sign after a backslash is a sign', () => {
  expect(line('5 \\* 6 \\* 7')).toEqual(['5 * 6 * 7'])
})

test('words without their markup are plain, for places that show text only', () => {
  expect(plainText('**Team** fits:\n- [plans](https://x.example)\n- more')).toBe('Team fits:\nplans\nmore')
  expect(isRichText('A plain sentence.')).toBe(false)
})

test('whatever text comes in is read within a moment', () => {
  for (const sign of ['*', '_', '[', '**a', '[a](', '{{', '\\', '- ', '\n'])
    expect(parseRichText(sign.repeat(2000)).length).toBeGreaterThanOrEqual(0)
})
