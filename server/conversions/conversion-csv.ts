import { CONVERSION_KINDS, type Conversion, type ConversionKind } from './conversion-type.ts'
import { type AdNetwork, fileOf, type Told } from './network-files.ts'

interface FileWish {
  readonly network: AdNetwork
  readonly now: number
  /**
   * The site's banner asks whether advertising networks may have data on people, for ads made for them too: said in each row
   * where the network asks for it, and only then do hashed addresses go along.
   */
  readonly adConsent: boolean
}

/** The lines before the rows. */
export function conversionCsvHead({ network }: Pick<FileWish, 'network'>): string {
  return fileOf(network).head
}

/** Rows for conversions of whole leads; those that the network would refuse are left out. */
export function conversionCsvRows(conversions: readonly Conversion[], wish: FileWish): string {
  const { row } = fileOf(wish.network)
  return toldOf(conversions, wish)
    .map(told => row(told, wish.adConsent))
    .join('')
}

/** How many conversions its network takes, and how many come too late for it. */
export function countTold(
  conversions: readonly Conversion[],
  wish: FileWish,
): { readonly told: number; readonly late: number } {
  const { click } = fileOf(wish.network)
  const standing = conversions.filter(({ takenBackAt, clicks }) => {
    return takenBackAt === null && clicks.some(({ name }) => name === click)
  })
  return { told: toldOf(standing, wish).length, late: standing.filter(one => isLate(one, wish)).length }
}

/** What is no such id was typed into an address; a spreadsheet takes none of these for a formula. */
const CLICK_ID = /^\w[\w.~-]*$/
const SECOND_MS = 1_000
const DAY_MS = 86_400_000

function isLate({ at, clicks }: Conversion, { network, now }: Pick<FileWish, 'network' | 'now'>): boolean {
  const { click: name, days } = fileOf(network)
  const click = clicks.find(one => one.name === name)
  if (!click) return false
  const isOld = (since: number, most: number | undefined) => most !== undefined && now - since > most * DAY_MS
  return isOld(click.at, days.click) || isOld(at, days.conversion)
}

/**
 * One after another a second apart, by lead: Microsoft counts one conversion of a click and a time, whatever its name, and
 * Google one of a click, a name and a time. None before its click: deals are often told by the day alone.
 */
function toldOf(conversions: readonly Conversion[], { network, now, adConsent }: FileWish): Told[] {
  const { click: name, byEmail } = fileOf(network)
  const taken = new Set<string>()
  const order = (kind: ConversionKind) => CONVERSION_KINDS.indexOf(kind)
  return conversions
    .filter(one => one.takenBackAt === null && !isLate(one, { network, now }))
    .filter(({ hashedEmail }) => !byEmail || (adConsent && hashedEmail !== undefined))
    .toSorted((a, b) => a.at - b.at || order(a.kind) - order(b.kind) || (a.id < b.id ? -1 : 1))
    .flatMap(conversion => {
      const click = conversion.clicks.find(one => one.name === name)
      if (!click || !CLICK_ID.test(click.value)) return []
      let at = Math.floor(Math.max(conversion.at, click.at + SECOND_MS) / SECOND_MS) * SECOND_MS
      while (taken.has(`${click.value} ${at}`)) at += SECOND_MS
      taken.add(`${click.value} ${at}`)
      return [{ conversion, click, at }]
    })
}
