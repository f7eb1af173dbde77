import type { ErrorCode } from '#flows/api.ts'
import { checkFlow, type Finding } from '#flows/check.ts'
import { checkPlacements } from '#flows/check-placements.ts'
import { ApiError } from '../errors.ts'
import { checkRouting } from '../routing/check-routing.ts'
import { checkScoreModel } from '../scoring/check-score-model.ts'
import { type Draft, type DraftPart, under } from './draft.ts'

/** What a check found, and in which part of the draft; the pointer counts from that part. */
export interface DraftFinding extends Omit<Finding, 'code'> {
  readonly part: DraftPart
  /** A stable slug: of the flow's, the model's or the routing's checks. */
  readonly code: string
}

/** Everything the checks have to say about a draft, errors first; `calendars` as for `checkRouting`. */
export function checkDraft(
  { flow, model, routing, placement }: Draft,
  calendars: ReadonlySet<string> = new Set(),
): DraftFinding[] {
  const findings: DraftFinding[] = [
    ...checkFlow(flow).map(finding => ({ ...finding, part: 'flow' as const })),
    ...checkScoreModel(model, flow).map(finding => ({ ...finding, part: 'model' as const })),
    ...checkRouting(routing, flow, calendars).map(finding => ({ ...finding, part: 'routing' as const })),
    ...checkPlacements(placement, flow).map(finding => ({ ...finding, part: 'placement' as const })),
  ]
  return findings.sort((a, b) => rank(a) - rank(b))
}

/** Throws ApiError with all errors among the findings: `flow_cycle` for a backward jump, else by the part of the first. */
export function assertPublishable(findings: readonly DraftFinding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (!first) return
  const cycle = errors.some(({ code }) => code === 'flow_cycle')
  throw new ApiError(cycle ? 'flow_cycle' : CODES[first.part], {
    detail: 'Some checks must pass before this can be published.',
    errors: errors.slice(0, 100).map(finding => under(finding.part, finding)),
  })
}

const CODES: Readonly<Record<DraftPart, ErrorCode>> = {
  flow: 'flow_invalid',
  model: 'model_invalid',
  routing: 'routing_invalid',
  placement: 'flow_invalid',
}

function rank({ severity }: DraftFinding): number {
  return severity === 'error' ? 0 : 1
}
