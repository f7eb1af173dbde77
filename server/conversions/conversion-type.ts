/** Parameters by which an ad network knows a click, with the network. */
export const CLICK_IDS = { gclid: 'google', msclkid: 'microsoft', fbclid: 'meta', li_fat_id: 'linkedin' } as const
export type ClickIdName = keyof typeof CLICK_IDS

export const CONVERSION_KINDS = ['qualified', 'sql', 'won'] as const
export type ConversionKind = (typeof CONVERSION_KINDS)[number]

/** A click on an advertisement that somebody came by, kept because they allowed it. */
export interface AdClick {
  readonly name: ClickIdName
  readonly value: string
  /** When the conversation began that it led to. */
  readonly at: number
}

/** What came of somebody who had clicked on an advertisement. */
export interface Conversion {
  /** The same each time it is asked for. */
  readonly id: string
  readonly lead: string
  readonly kind: ConversionKind
  readonly at: number
  /** Of a won deal, in whole units of the currency; null = not told. */
  readonly value: number | null
  readonly currency: string | null
  /** When the amount was last corrected, after it had been told first; null = it was not, as far as is known. */
  readonly correctedAt: number | null
  /** Since when it no longer holds: a person took the move back, or moved the lead back; null = it holds. */
  readonly takenBackAt: number | null
  /** SHA-256 of the lead's address in lower case, in hex; there only where it was asked for. */
  readonly hashedEmail?: string
  /** The newest click of each network before it. */
  readonly clicks: readonly AdClick[]
}
