import { checkPaths } from './checks/check-paths.ts'
import { checkReferences } from './checks/check-references.ts'
import { checkWording } from './checks/check-wording.ts'
import type { Finding } from './checks/finding.ts'
import type { Flow } from './flow.ts'

export type { Finding } from './checks/finding.ts'

/**
 * What stands in the way of publishing a flow (errors) and what deserves a look (warnings), errors first.
 * Total for every flow that `parseFlow` lets through. What can happen to visitors is proved, not sampled, as long as the flow has no more
 * than 50,000 different situations (`too_large_to_prove` else); a finding about it carries the answers that lead there.
 */
export function checkFlow(flow: Flow): Finding[] {
  const findings = [...checkReferences(flow), ...checkPaths(flow), ...checkWording(flow)]
  return findings.toSorted((one, other) => rank(one) - rank(other))
}

const rank = ({ severity }: Finding) => (severity === 'error' ? 0 : 1)
