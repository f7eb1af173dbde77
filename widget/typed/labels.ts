import type { Option } from '#flows/flow.ts'
import type { Lexicon } from './lexicon.ts'
import { plain, says, tokensOf } from './tokens.ts'
import { isTurned } from './turned.ts'

/**
 * The one option whose label is typed, begins so, or holds it as words; else the one whose label stands in what was typed, if
 * nothing there turns it around.
 */
export function labelFor(options: readonly Option[], raw: string, lexicon: Lexicon): string | undefined {
  const typed = bare(raw)
  if (!typed) return
  const labels = options.map(({ id, label }) => ({ id, label: bare(label) }))
  const tests: ((label: string) => boolean)[] = [
    label => label === typed,
    label => typed.length > 1 && label.startsWith(typed) && !isFigure(typed),
    label => typed.length > 2 && ` ${label}`.includes(` ${typed}`) && !isFigure(typed),
  ]
  for (const fits of tests) {
    const [one, ...others] = labels.filter(({ label }) => fits(label))
    if (one && others.length === 0) return one.id
  }
  if (isTurned(tokensOf(raw), lexicon) || says(tokensOf(raw), lexicon.others)) return
  const held = labels.filter(({ label }) => label.length > 2 && ` ${typed} `.includes(` ${label} `))
  const widest = held.filter(({ label }) => held.every(other => label.includes(other.label)))
  return widest.length === 1 ? widest[0]?.id : undefined
}

/** Figures are read as numbers: "1" is not the beginning of "11–49". */
const isFigure = (typed: string) => /^[\d\s.,k]+$/.test(typed)

function bare(text: string): string {
  return plain(text)
    .replace(/[.!?]+$/, '')
    .replace(/\s+/g, ' ')
    .trim()
}
