import { linkUrl } from '#flows/rich-text.ts'

/** Values by variable; one that is not known is left out. */
export type MailValues = Readonly<Record<string, string | undefined>>

export interface Filled {
  readonly text: string
  /** Variables without a value and without words to stand in, each once. */
  readonly missing: readonly string[]
}

/** `{{contact.first_name}}` or, with words to stand in, `{{contact.first_name|there}}`. */
const VARIABLE = /\{\{\s*([a-z][\w-]*(?:\.[\w-]+)*)\s*(?:\|([^{}]*))?\}\}/g
const LINK_TARGET = /\]\(\s*(\{\{[^{}]*\}\})\s*\)/g

/** Puts values in the places of variables. What a value holds is never read again: no markup, no variables of its own. */
export function fillIn(text: string, values: MailValues): Filled {
  const missing = new Set<string>()
  const filled = text.replaceAll(VARIABLE, (_all, name: string, fallback: string | undefined) => {
    const value = valueFor(values, name) ?? fallback?.trim()
    if (value === undefined) missing.add(name)
    return value ?? ''
  })
  return { text: filled, missing: [...missing] }
}

/** Puts values in where a variable is what a link leads to: they must be known before links are read. */
export function fillLinkTargets(text: string, values: MailValues): Filled {
  const missing = new Set<string>()
  const filled = text.replaceAll(LINK_TARGET, (_all, variable: string) => {
    const value = fillIn(variable, values)
    for (const name of value.missing) missing.add(name)
    const url = linkUrl(value.text)
    return url === undefined ? ']()' : `](${new URL(url).href.replaceAll('(', '%28').replaceAll(')', '%29')})`
  })
  return { text: filled, missing: [...missing] }
}

/** Every variable a text names, each once. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name))]
}

function valueFor(values: MailValues, name: string): string | undefined {
  const value = Object.hasOwn(values, name) ? values[name]?.trim() : undefined
  return value === '' ? undefined : value
}
