import { hash } from 'node:crypto'
import { csvLine } from '../http/studio/leads/csv-cell.ts'
import { type ClickIdName, CONVERSION_KINDS, type Conversion, type ConversionKind } from './conversion-type.ts'

export const AD_NETWORKS = ['google', 'microsoft'] as const
export type AdNetwork = (typeof AD_NETWORKS)[number]

/** What the conversion actions are to be called at the network. */
export const CONVERSION_NAMES: Readonly<Record<ConversionKind, string>> = {
  qualified: 'Parley qualified',
  sql: 'Parley SQL',
  won: 'Parley won',
}

interface FileWish {
  readonly network: AdNetwork
  readonly now: number
  /** The site's banner asks whether advertising networks may have data on people, for ads made for them too: said in each row. */
  readonly adConsent: boolean
}

/** A conversion that the network's file says, with its click and when the file says it was, in whole seconds. */
interface Told {
  readonly conversion: Conversion
  readonly click: string
  readonly at: number
}

/**
 * The lines before the rows. Google: none but the header, which must be the first line for its data manager; each time has
 * its zone (Google Ads Help 7014069, 14184381). Microsoft: the zone of all times stands in a line of its own, as in the
 * template of its Import offline conversions.
 */
export function conversionCsvHead({ network }: Pick<FileWish, 'network'>): string {
  const common = ['Conversion Name', 'Conversion Time', 'Conversion Value', 'Conversion Currency']
  return network === 'google'
    ? csvLine(['Google Click ID', ...common, 'Order ID', 'Ad User Data', 'Ad Personalization'])
    : `Parameters:TimeZone=+0000\r\n${csvLine(['Microsoft Click ID', ...common])}`
}

/** Rows for conversions of whole leads; those that the network would refuse are left out. */
export function conversionCsvRows(conversions: readonly Conversion[], { network, now, adConsent }: FileWish): string {
  const consent = adConsent ? 'Granted' : ''
  return toldOf(conversions, { network, now })
    .map(({ conversion, click, at }) => {
      const { id, kind, value, currency } = conversion
      const amount = [value, value === null ? null : currency]
      return network === 'google'
        ? csvLine([click, CONVERSION_NAMES[kind], googleTime(at), ...amount, orderId(id), consent, consent])
        : csvLine([click, CONVERSION_NAMES[kind], microsoftTime(at), ...amount])
    })
    .join('')
}

/** How many conversions its network takes, and how many come too late for it. */
export function countTold(
  conversions: readonly Conversion[],
  { network, now }: { readonly network: AdNetwork; readonly now: number },
): { readonly told: number; readonly late: number } {
  const standing = conversions.filter(({ takenBackAt, clicks }) => {
    return takenBackAt === null && clicks.some(({ name }) => name === CLICK[network])
  })
  return {
    told: toldOf(standing, { network, now }).length,
    late: standing.filter(one => isLate(one, network, now)).length,
  }
}

/** `2026-03-01 14:05:09+0000`: Google refuses a zone written `+00:00` in a file. */
export function googleTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}+0000`
}

/** By which Google Ads knows a conversion again: at most 64 letters and digits that say nothing of anybody (Help 6386790). */
export function orderId(conversion: string): string {
  return hash('sha256', conversion).slice(0, 32)
}

const CLICK: Readonly<Record<AdNetwork, ClickIdName>> = { google: 'gclid', microsoft: 'msclkid' }
/** What is no such id was typed into an address; a spreadsheet takes none of these for a formula. */
const CLICK_ID = /^\w[\w.~-]*$/
/** Neither network takes a conversion that is uploaded later than this after its click (Google Ads Help 15081888). */
const OLDEST_CLICK_MS = 90 * 86_400_000
const SECOND_MS = 1_000

function isLate({ clicks }: Conversion, network: AdNetwork, now: number): boolean {
  const click = clicks.find(({ name }) => name === CLICK[network])
  return click !== undefined && now - click.at > OLDEST_CLICK_MS
}

/**
 * One after another a second apart, by lead: Microsoft counts one conversion of a click and a time, whatever its name, and
 * Google one of a click, a name and a time. None before its click: deals are often told by the day alone.
 */
function toldOf(
  conversions: readonly Conversion[],
  { network, now }: { readonly network: AdNetwork; readonly now: number },
): Told[] {
  const taken = new Set<string>()
  const order = (kind: ConversionKind) => CONVERSION_KINDS.indexOf(kind)
  return conversions
    .filter(one => one.takenBackAt === null && !isLate(one, network, now))
    .toSorted((a, b) => a.at - b.at || order(a.kind) - order(b.kind) || (a.id < b.id ? -1 : 1))
    .flatMap(conversion => {
      const click = conversion.clicks.find(({ name }) => name === CLICK[network])
      if (!click || !CLICK_ID.test(click.value)) return []
      let at = Math.floor(Math.max(conversion.at, click.at + SECOND_MS) / SECOND_MS) * SECOND_MS
      while (taken.has(`${click.value} ${at}`)) at += SECOND_MS
      taken.add(`${click.value} ${at}`)
      return [{ conversion, click: click.value, at }]
    })
}

/** `3/1/2026 2:05:09 PM`, as in the examples of Microsoft's Bulk schema. */
function microsoftTime(at: number): string {
  const [, year, month, day, hour = '0', rest] =
    /^(\d+)-(\d+)-(\d+)T(\d+):(\d+:\d+)/.exec(new Date(at).toISOString()) ?? []
  const hours = Number(hour)
  return `${Number(month)}/${Number(day)}/${year} ${hours % 12 || 12}:${rest} ${hours < 12 ? 'AM' : 'PM'}`
}
