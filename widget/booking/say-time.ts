/** How times are written for this visitor: in the language of the flow, the way their browser writes it. */
export interface TimeWriter {
  readonly zone: string
  /** "10:30" */
  time(moment: number): string
  /** "Tuesday, 24 November" */
  day(moment: number): string
  /** "Tue" and "24" */
  short(moment: number): readonly [weekday: string, day: string]
  /** Names a day in the visitor's time zone, for grouping. */
  key(moment: number): string
}

export function createTimeWriter(locale: string): TimeWriter {
  const own = navigator.language
  const language = own.split('-')[0] === locale.split('-')[0] ? own : locale
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options)
  const time = format({ timeStyle: 'short' })
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const weekday = format({ weekday: 'short' })
  const date = format({ day: 'numeric' })
  const key = new Intl.DateTimeFormat('en-CA')
  return {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' '),
    time: moment => time.format(moment),
    day: moment => day.format(moment),
    short: moment => [weekday.format(moment), date.format(moment)],
    key: moment => key.format(moment),
  }
}
