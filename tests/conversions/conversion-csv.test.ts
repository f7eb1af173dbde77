import { expect, it } from 'vitest'
import { conversionCsvHead, conversionCsvRows, countTold } from '#server/conversions/conversion-csv.ts'
import type { Conversion } from '#server/conversions/conversion-type.ts'
import { correctionCsvHead, correctionCsvRows } from '#server/conversions/correction-csv.ts'

const DAY_MS = 86_400_000
const AT = Date.UTC(2026, 2, 1, 14, 5, 9)
const WON: Conversion = {
  id: 'l1:won:d1',
  lead: 'l1',
  kind: 'won',
  at: AT,
  value: 1250.5,
  currency: 'EUR',
  correctedAt: null,
  takenBackAt: null,
  clicks: [
    { name: 'gclid', value: 'Cj0-G_1', at: AT - DAY_MS },
    { name: 'msclkid', value: 'f894f652ea334e739002f7167ab8f8e3', at: AT - DAY_MS },
  ],
}
const GOOGLE = { network: 'google', now: AT + DAY_MS, adConsent: false } as const
const MICROSOFT = { ...GOOGLE, network: 'microsoft' } as const

it('Google’s file begins with the header and writes the zone in each time', () => {
  expect(conversionCsvHead(GOOGLE)).toBe(
    '"Google Click ID","Conversion Name","Conversion Time","Conversion Value","Conversion Currency","Order ID","Ad User Data","Ad Personalization"\r\n',
  )
  expect(conversionCsvRows([WON], GOOGLE)).toMatch(
    /^"Cj0-G_1","Parley won","2026-03-01 14:05:09\+0000","1250\.5","EUR","[0-9a-f]{32}","",""\r\n$/,
  )
  expect(conversionCsvRows([WON], { ...GOOGLE, adConsent: true })).toMatch(/"Granted","Granted"\r\n$/)
})

it('Microsoft’s file names the zone once, and writes times as its examples do', () => {
  expect(conversionCsvHead(MICROSOFT)).toBe(
    'Parameters:TimeZone=+0000\r\n"Microsoft Click ID","Conversion Name","Conversion Time","Conversion Value","Conversion Currency"\r\n',
  )
  expect(conversionCsvRows([WON], MICROSOFT)).toBe(
    '"f894f652ea334e739002f7167ab8f8e3","Parley won","3/1/2026 2:05:09 PM","1250.5","EUR"\r\n',
  )
})

it('Meta’s file writes the click as its API does, and times in seconds', () => {
  const clicks = [{ name: 'fbclid', value: 'IwAR_x', at: AT - DAY_MS }] as const
  const file = { ...GOOGLE, network: 'meta' } as const
  expect(conversionCsvRows([{ ...WON, clicks, hashedEmail: 'abc' }], file)).toMatch(
    /^"Parley won","1772373909","1250\.5","EUR","[0-9a-f]{32}","fb\.1\.1772287509000\.IwAR_x",""\r\n$/,
  )
  expect(conversionCsvRows([{ ...WON, clicks, hashedEmail: 'abc' }], { ...file, adConsent: true })).toMatch(
    /"abc"\r\n$/,
  )
  expect(countTold([{ ...WON, clicks }], { ...file, now: AT + 63 * DAY_MS })).toEqual({ told: 0, late: 1 })
})

it('LinkedIn’s file knows people by their hashed address, has an amount always, and nobody without consent', () => {
  const clicks = [{ name: 'li_fat_id', value: '7f0c-1', at: AT - DAY_MS }] as const
  const known = { ...WON, clicks, hashedEmail: 'abc' }
  const file = { ...GOOGLE, network: 'linkedin', adConsent: true } as const
  expect(conversionCsvRows([known], file)).toBe('"abc","1772373909000","PURCHASE","1250.5","EUR"\r\n')
  expect(conversionCsvRows([{ ...known, kind: 'sql', value: null, currency: null }], file)).toBe(
    '"abc","1772373909000","QUALIFIED_LEAD","1","USD"\r\n',
  )
  expect(conversionCsvRows([known], { ...file, adConsent: false })).toBe('')
  expect(conversionCsvRows([{ ...WON, clicks }], file)).toBe('')
})

it('a conversion without a value leaves value and currency empty', () => {
  expect(conversionCsvRows([{ ...WON, value: null }], MICROSOFT)).toMatch(/"",""\r\n$/)
  expect(conversionCsvRows([{ ...WON, value: 0 }], MICROSOFT)).toMatch(/"0","EUR"\r\n$/)
})

it('conversions of one lead at one time are told a second apart, in their order', () => {
  const kinds = ['won', 'qualified', 'sql'] as const
  const all = kinds.map(kind => ({ ...WON, kind, id: `l1:${kind}` }))
  for (const file of [GOOGLE, MICROSOFT]) {
    const told = conversionCsvRows(all, file)
    expect(told.match(/Parley \w+/g)).toEqual(['Parley qualified', 'Parley SQL', 'Parley won'])
    expect(told.match(/:05:\d\d/g)).toEqual([':05:09', ':05:10', ':05:11'])
  }
})

it('none is told before its click, nor once the click is older than 90 days', () => {
  const clicks = [{ name: 'gclid', value: 'G', at: AT + 3_600_000 }] as const
  expect(conversionCsvRows([{ ...WON, clicks }], GOOGLE)).toContain('"2026-03-01 15:05:10+0000"')
  const soon = { ...GOOGLE, now: AT + 89 * DAY_MS }
  const late = { ...GOOGLE, now: AT + 90 * DAY_MS }
  expect([conversionCsvRows([WON], soon) === '', conversionCsvRows([WON], late) === '']).toEqual([false, true])
  expect([countTold([WON], soon), countTold([WON], late)]).toEqual([
    { told: 1, late: 0 },
    { told: 0, late: 1 },
  ])
})

it('what is no click id is not passed on', () => {
  for (const value of ['=HYPERLINK("x")', '-1+1', 'two words', "Robert'); DROP", 'a\r\nb', '']) {
    const clicks = [{ name: 'gclid', value, at: AT }] as const
    expect([value, conversionCsvRows([{ ...WON, clicks }], GOOGLE)]).toEqual([value, ''])
  }
})

it('what was taken back is in no file but that of the corrections, for 54 days', () => {
  const gone: Conversion = { ...WON, takenBackAt: AT + 3_600_000 }
  expect(conversionCsvRows([gone], GOOGLE)).toBe('')
  expect(correctionCsvHead()).toBe(
    '"Order ID","Conversion Name","Adjustment Time","Adjustment Type","Adjusted Value","Adjusted Value Currency"\r\n',
  )
  const [order] = /[0-9a-f]{32}/.exec(conversionCsvRows([WON], GOOGLE)) ?? []
  expect(correctionCsvRows([WON, gone], GOOGLE.now)).toBe(
    `"${order}","Parley won","2026-03-01 15:05:09+0000","RETRACT","",""\r\n`,
  )
  // Taken back at once: an adjustment is after its conversion all the same.
  expect(correctionCsvRows([{ ...WON, takenBackAt: AT + 1_000 }], GOOGLE.now)).toContain('"2026-03-01 14:06:09+0000"')
  expect(correctionCsvRows([gone], AT + 55 * DAY_MS)).toBe('')
  expect(correctionCsvRows([{ ...WON, correctedAt: AT + 7_200_000 }], GOOGLE.now)).toBe(
    `"${order}","Parley won","2026-03-01 16:05:09+0000","RESTATE","1250.5","EUR"\r\n`,
  )
})
