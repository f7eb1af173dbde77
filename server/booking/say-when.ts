/** "Tuesday, 24 November 2026 at 10:00 (Europe/Berlin)", in the reader's language and time. */
export function sayWhen(moment: number, { locale, timeZone }: { readonly locale: string; readonly timeZone: string }) {
  return `${format(moment, locale, timeZone)} (${timeZone.replaceAll('_', ' ')})`
}

/** "10:00" */
export function sayTime(moment: number, { locale, timeZone }: { readonly locale: string; readonly timeZone: string }) {
  return safely(locale, timeZone, { timeStyle: 'short' }).format(moment)
}

/** "Tuesday, 24 November" */
export function sayDay(moment: number, { locale, timeZone }: { readonly locale: string; readonly timeZone: string }) {
  return safely(locale, timeZone, { weekday: 'long', day: 'numeric', month: 'long' }).format(moment)
}

function format(moment: number, locale: string, timeZone: string): string {
  return safely(locale, timeZone, { dateStyle: 'full', timeStyle: 'short' }).format(moment)
}

/** A browser may have named a language or zone that this runtime does not know. */
function safely(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...options, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
  }
}
