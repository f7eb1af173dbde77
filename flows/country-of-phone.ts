import { countryOf } from './phone-plan.ts'

/** Areas of Canada within the North American plan; other areas without an entry of their own are the United States'. */
const CANADA = new Set(
  '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 460 468 474 506 514 519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942'.split(
    ' ',
  ),
)
/** A second and third area code of countries that the plan knows by their first. */
const ISLANDS: Readonly<Record<string, string>> = {
  '658': 'JM',
  '787': 'PR',
  '939': 'PR',
  '809': 'DO',
  '829': 'DO',
  '849': 'DO',
}

/** The country (ISO 3166, two letters) whose number this is; null for a number without its `+` and country code. */
export function countryOfPhone(number: string): string | null {
  if (!/^\s*\+/.test(number)) return null
  const digits = number.replaceAll(/\D/g, '')
  if (digits.length < 7) return null
  const area = digits.slice(1, 4)
  if (digits.startsWith('1')) {
    if (CANADA.has(area)) return 'CA'
    const island = ISLANDS[area]
    if (island) return island
  }
  // Kazakhstan shares Russia's code: its numbers go on with 6 or 7.
  if (/^7[67]/.test(digits)) return 'KZ'
  return countryOf(number)?.id ?? null
}
