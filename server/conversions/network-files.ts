import { hash } from 'node:crypto'
import { csvLine } from '../http/studio/leads/csv-cell.ts'
import type { ClickIdName, Conversion, ConversionKind } from './conversion-type.ts'

/** A conversion that the network's file says, with its click and when the file says it was, in whole seconds. */
export interface Told {
  readonly conversion: Conversion
  readonly click: { readonly value: string; readonly at: number }
  readonly at: number
}

interface NetworkFile {
  readonly click: ClickIdName
  /** Most days between the click and the file, and between the conversion and the file. */
  readonly days: { readonly click?: number; readonly conversion?: number }
  /** Knows people by their hashed address alone: no file without it. */
  readonly byEmail?: true
  /** The lines before the rows. */
  readonly head: string
  row(told: Told, adConsent: boolean): string
}

/** What the conversion actions are to be called at the network. */
export const CONVERSION_NAMES: Readonly<Record<ConversionKind, string>> = {
  qualified: 'Parley qualified',
  sql: 'Parley SQL',
  won: 'Parley won',
}

/** What LinkedIn calls them: a file names one of its types. */
const LINKEDIN_TYPES: Readonly<Record<ConversionKind, string>> = {
  qualified: 'LEAD',
  sql: 'QUALIFIED_LEAD',
  won: 'PURCHASE',
}

/** The files that ad networks import, as their public pages describe them (docs/events.md says which, and what is unverified). */
export const NETWORK_FILES = {
  // None but the header, which must be the first line for Google's data manager; each time has its zone (Ads Help 7014069, 14184381).
  google: {
    click: 'gclid',
    days: { click: 90 }, // Ads Help 15081888
    head: csvLine([
      ...['Google Click ID', 'Conversion Name', 'Conversion Time', 'Conversion Value', 'Conversion Currency'],
      ...['Order ID', 'Ad User Data', 'Ad Personalization'],
    ]),
    row: ({ conversion, click, at }, adConsent) => {
      const consent = adConsent ? 'Granted' : ''
      const { id, kind } = conversion
      const told = [click.value, CONVERSION_NAMES[kind], googleTime(at), ...amountOf(conversion)]
      return csvLine([...told, orderId(id), consent, consent])
    },
  },
  // The zone of all times stands in a line of its own, as in the template of its Import offline conversions.
  microsoft: {
    click: 'msclkid',
    days: { click: 90 },
    head: `Parameters:TimeZone=+0000\r\n${csvLine([
      ...['Microsoft Click ID', 'Conversion Name', 'Conversion Time', 'Conversion Value', 'Conversion Currency'],
    ])}`,
    row: ({ conversion, click, at }) =>
      csvLine([click.value, CONVERSION_NAMES[conversion.kind], microsoftTime(at), ...amountOf(conversion)]),
  },
  // Parameters of offline events; the click as its Conversions API writes it. Times in seconds.
  meta: {
    click: 'fbclid',
    days: { conversion: 62 },
    head: csvLine(['event_name', 'event_time', 'value', 'currency', 'order_id', 'fbc', 'email']),
    row: ({ conversion, click, at }, adConsent) => {
      const { id, kind, hashedEmail = '' } = conversion
      const named = [CONVERSION_NAMES[kind], at / SECOND_MS, ...amountOf(conversion), orderId(id)]
      return csvLine([...named, `fb.1.${click.at}.${click.value}`, adConsent ? hashedEmail : ''])
    },
  },
  // No column for the click: people are known by their address. An amount must be there and not be 0 (Marketing Help a530615).
  linkedin: {
    click: 'li_fat_id',
    days: { conversion: 90 },
    byEmail: true,
    head: csvLine(['email', 'timestamp', 'eventtype', 'amount', 'currency']),
    row: ({ conversion, at }) => {
      const { kind, value, currency, hashedEmail = '' } = conversion
      const amount = value ? [value, currency] : [1, currency ?? 'USD']
      return csvLine([hashedEmail, at, LINKEDIN_TYPES[kind], ...amount])
    },
  },
} as const satisfies Readonly<Record<string, NetworkFile>>

export type AdNetwork = keyof typeof NETWORK_FILES
export const AD_NETWORKS = ['google', 'microsoft', 'meta', 'linkedin'] as const satisfies readonly AdNetwork[]

/** The file of a network. */
export function fileOf(network: AdNetwork): NetworkFile {
  return NETWORK_FILES[network]
}

/** `2026-03-01 14:05:09+0000`: Google refuses a zone written `+00:00` in a file. */
export function googleTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}+0000`
}

/** By which a network knows a conversion again: at most 64 letters and digits that say nothing of anybody (Google Ads Help 6386790). */
export function orderId(conversion: string): string {
  return hash('sha256', conversion).slice(0, 32)
}

const SECOND_MS = 1_000

function amountOf({ value, currency }: Conversion) {
  return [value, value === null ? null : currency] as const
}

/** `3/1/2026 2:05:09 PM`, as in the examples of Microsoft's Bulk schema. */
function microsoftTime(at: number): string {
  const [, year, month, day, hour = '0', rest] =
    /^(\d+)-(\d+)-(\d+)T(\d+):(\d+:\d+)/.exec(new Date(at).toISOString()) ?? []
  const hours = Number(hour)
  return `${Number(month)}/${Number(day)}/${year} ${hours % 12 || 12}:${rest} ${hours < 12 ? 'AM' : 'PM'}`
}
