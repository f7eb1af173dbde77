import { csvLine } from '../http/studio/leads/csv-cell.ts'
import type { Conversion } from './conversion-type.ts'
import { CONVERSION_NAMES, googleTime, orderId } from './network-files.ts'

/** Later than this after the conversion, Google Ads changes nothing any more (Help 7686280). */
const OLDEST_MS = 54 * 86_400_000

/** An adjustment is after its conversion, which may be told a few seconds late. */
const AFTER_MS = 60_000

/** The header of Google's template for conversion adjustments; new conversions and adjustments go in files of their own. */
export function correctionCsvHead(): string {
  return csvLine([
    'Order ID',
    'Conversion Name',
    'Adjustment Time',
    'Adjustment Type',
    'Adjusted Value',
    'Adjusted Value Currency',
  ])
}

/** Conversions that Google Ads may have been told and that were taken back or got another amount since. */
export function correctionsAmong(conversions: readonly Conversion[], now: number): Conversion[] {
  return conversions.filter(({ at, clicks, takenBackAt, correctedAt, value }) => {
    const isChanged = takenBackAt !== null || (correctedAt !== null && value !== null)
    return isChanged && now - at <= OLDEST_MS && clicks.some(({ name }) => name === 'gclid')
  })
}

/** A row each: `RETRACT` for what was taken back, `RESTATE` with the amount as it is now. */
export function correctionCsvRows(conversions: readonly Conversion[], now: number): string {
  return correctionsAmong(conversions, now)
    .map(({ id, kind, at, takenBackAt, correctedAt, value, currency }) => {
      const time = googleTime(Math.max(takenBackAt ?? correctedAt ?? now, at + AFTER_MS))
      const change = takenBackAt === null ? ['RESTATE', value, currency] : ['RETRACT', null, null]
      return csvLine([orderId(id), CONVERSION_NAMES[kind], time, ...change])
    })
    .join('')
}
