import { csvLine } from '../http/studio/leads/csv-cell.ts'
import type { AdClick, ClickIdName, Conversion, ConversionKind } from './conversion-type.ts'

export const AD_NETWORKS = ['google', 'microsoft'] as const
export type AdNetwork = (typeof AD_NETWORKS)[number]

/** What the conversion actions are to be called at the network. */
export const CONVERSION_NAMES: Readonly<Record<ConversionKind, string>> = {
  qualified: 'Parley qualified',
  sql: 'Parley SQL',
  won: 'Parley won',
}

interface Format {
  readonly click: ClickIdName
  readonly columns: readonly string[]
  time(at: number): string
}

/** As the networks' own templates have them; times are UTC. */
const FORMATS: Readonly<Record<AdNetwork, Format>> = {
  google: {
    click: 'gclid',
    columns: ['Google Click ID', 'Conversion Name', 'Conversion Time', 'Conversion Value', 'Conversion Currency'],
    time: at => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}+0000`,
  },
  microsoft: {
    click: 'msclkid',
    columns: ['Microsoft Click ID', 'Conversion Name', 'Conversion Time', 'Conversion Value', 'Conversion Currency'],
    time: at => {
      const [, year, month, day, hour = '0', rest] =
        /^(\d+)-(\d+)-(\d+)T(\d+):(\d+:\d+)/.exec(new Date(at).toISOString()) ?? []
      const hours = Number(hour)
      return `${Number(month)}/${Number(day)}/${year} ${hours % 12 || 12}:${rest} ${hours < 12 ? 'AM' : 'PM'}`
    },
  },
}

/** Networks take no conversion before its click. */
const SECOND_MS = 1_000
/** Nor one of an older click. */
const OLDEST_CLICK_MS = 90 * 86_400_000

/** The lines before the rows. */
export function conversionCsvHead(network: AdNetwork): string {
  return `Parameters:TimeZone=+0000\r\n${csvLine(FORMATS[network].columns)}`
}

/** One row, or nothing when the network had no click or one that is too old. */
export function conversionCsvRow(network: AdNetwork, conversion: Conversion): string {
  const format = FORMATS[network]
  const click = conversion.clicks.find(one => one.name === format.click)
  if (!click || isTooOld(click, conversion)) return ''
  const { kind, at, value, currency } = conversion
  return csvLine([
    click.value,
    CONVERSION_NAMES[kind],
    format.time(Math.max(at, click.at + SECOND_MS)),
    value,
    value === null ? null : currency,
  ])
}

function isTooOld(click: AdClick, { at }: Conversion): boolean {
  return at - click.at > OLDEST_CLICK_MS
}
