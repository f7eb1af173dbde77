import type { Flow, Step } from '#flows/flow.ts'
import { inWords } from '../conditions/condition-rows.ts'
import { factsFor } from '../conditions/fact-catalog.ts'
import { indexOfStep } from '../edit/targets.ts'

/** Where a step leads when not to the next one: `Role is Student → 20 · else → 11`. Empty when it just goes on. */
export function waysInWords(flow: Flow, step: Step): string {
  if (step.kind === 'end') return ''
  const place = (id: string) => {
    const index = indexOfStep(flow, id)
    return index < 0 ? '?' : String(index + 1)
  }
  if (step.kind === 'decide') {
    return Object.entries(step.outcomes)
      .map(([outcome, to]) => `${outcome} → ${place(to)}`)
      .join(' · ')
  }
  const facts = factsFor(flow, 'step')
  const jumps = (step.next ?? []).map(({ when, to }) => `${inWords(when, facts)} → ${place(to)}`)
  const onward = step.to === undefined ? [] : [`${jumps.length > 0 ? 'else' : 'goes on'} → ${place(step.to)}`]
  return [...jumps, ...onward].join(' · ')
}
