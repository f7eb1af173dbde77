import type { Finding } from './checks/finding.ts'
import { leavesOf } from './checks/leaves.ts'
import type { Flow } from './flow.ts'
import { isUnasked, PLACEMENT_FACTS, type Placement } from './placement.ts'

export interface PlacementFinding extends Pick<Finding, 'severity' | 'pointer' | 'message'> {
  readonly code:
    | 'unknown_fact'
    | 'trigger_without_moment'
    | 'cap_without_use'
    | 'placement_twice'
    | 'launcher_without_words'
}

/** What stands in the way of showing a flow where its placements say (errors), and what has no effect (warnings). */
export function checkPlacements(placements: readonly Placement[], flow: Pick<Flow, 'launcher'>): PlacementFinding[] {
  return placements.flatMap((placement, index) => [
    ...checkFacts(placement, `/${index}`),
    ...checkMoment(placement, `/${index}`),
    ...checkTwice(placements, index),
    ...checkWords(placement, flow, `/${index}`),
  ])
}

function checkFacts({ when }: Placement, pointer: string): PlacementFinding[] {
  const leaves = when ? leavesOf(when, `${pointer}/when`) : []
  return leaves
    .filter(({ leaf }) => !PLACEMENT_FACTS.has(leaf.fact) && !/^utm\.\w+$/.test(leaf.fact))
    .map(({ leaf, pointer }) => ({
      severity: 'error',
      code: 'unknown_fact',
      pointer: `${pointer}/fact`,
      message: `Nothing is known of ${leaf.fact} before the flow is opened.`,
    }))
}

function checkMoment({ surface, trigger, cap }: Placement, pointer: string): PlacementFinding[] {
  const stays = surface === 'inline' || surface === 'hosted'
  const findings: PlacementFinding[] = []
  if (stays && trigger) {
    const message = 'What is part of a page is there from the start: a moment has no effect.'
    findings.push({ severity: 'warning', code: 'trigger_without_moment', pointer: `${pointer}/trigger`, message })
  }
  if (!isUnasked(surface) && cap) {
    const message = 'Only a pop-up or a slide-in comes up by itself: here a limit has no effect.'
    findings.push({ severity: 'warning', code: 'cap_without_use', pointer: `${pointer}/cap`, message })
  }
  return findings
}

function checkTwice(placements: readonly Placement[], index: number): PlacementFinding[] {
  const surface = placements[index]?.surface
  if (surface !== 'hosted' || placements.findIndex(one => one.surface === surface) === index) return []
  const message = 'The hosted page of a flow has one shape: the first one given counts.'
  return [{ severity: 'warning', code: 'placement_twice', pointer: `/${index}`, message }]
}

function checkWords(
  { surface, trigger }: Placement,
  { launcher }: Pick<Flow, 'launcher'>,
  pointer: string,
): PlacementFinding[] {
  if (surface !== 'bubble' || launcher || trigger?.click) return []
  const message = 'The bubble has no words yet: add them under “Chat bubble” in Questions.'
  return [{ severity: 'warning', code: 'launcher_without_words', pointer, message }]
}
