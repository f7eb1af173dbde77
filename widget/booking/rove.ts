const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Moves the focus within a group of buttons by arrows, Home and End, in reading order; one of them is a tab stop. */
export function rove(event: KeyboardEvent): void {
  const group = event.currentTarget as HTMLElement // only ever bound to elements
  const buttons = [...group.querySelectorAll('button')]
  const here = buttons.indexOf(event.target as HTMLButtonElement) // -1 when it is none
  const next = buttons[indexFor(event.key, { buttons, here, rtl: getComputedStyle(group).direction === 'rtl' })]
  if (here < 0 || !next) return
  event.preventDefault()
  next.focus()
}

interface Place {
  readonly buttons: readonly HTMLElement[]
  readonly here: number
  readonly rtl: boolean
}

function indexFor(key: string, { buttons, here, rtl }: Place): number {
  if (key === 'Home') return 0
  if (key === 'End') return buttons.length - 1
  const step = STEPS[key]
  if (step) return here + (rtl ? -step : step)
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return -1
  // As many to a row as stand beside the first.
  const row = buttons.filter(button => button.offsetTop === buttons[0]?.offsetTop).length
  return here + (key === 'ArrowDown' ? row : -row)
}
