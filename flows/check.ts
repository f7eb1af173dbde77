import { checkPaths } from './checks/check-paths.ts'
import { checkReferences } from './checks/check-references.ts'
import { checkStopEarly } from './checks/check-stop-early.ts'
import { checkTalk } from './checks/check-talk.ts'
import { checkWording } from './checks/check-wording.ts'
import type { Finding } from './checks/finding.ts'
import type { Flow } from './flow.ts'

export type { Finding } from './checks/finding.ts'

/**
 * What stands in the way of publishing a flow (errors) and what deserves a look (warnings), errors first.
 * Total for every flow that `parseFlow` lets through, and done within a second or so. What can happen to visitors is proved, not sampled,
 * unless there are too many different situations (`too_large_to_prove`); a finding about it carries the answers that lead there.
 */
export function checkFlow(flow: Flow): Finding[] {
  const findings = [
    ...checkReferences(flow),
    ...checkPaths(flow),
    ...checkWording(flow),
    ...checkTalk(flow),
    ...checkStopEarly(flow),
  ]
  return findings.toSorted((one, other) => rank(one) - rank(other))
}

const rank = ({ severity }: Finding) => (severity === 'error' ? 0 : 1)
