import type { z } from 'zod'
import type { ErrorCode, Problem } from '#flows/api.ts'
import type { Flow } from '#flows/flow.ts'
import { parseFlow } from '#flows/flow-schema.ts'
import type { Placement } from '#flows/placement.ts'
import { placementsSchema } from '#flows/placement-schema.ts'
import { plainWords } from '#flows/plain-words.ts'
import { toProblems } from '#flows/schema-problems.ts'
import { ApiError } from '../errors.ts'
import { type Routing, routingSchema } from '../routing/routing-config.ts'
import { type ScoreModel, scoreModelSchema } from '../scoring/score-model.ts'

/** What a marketer edits together and publishes as one release. */
export interface Draft {
  readonly flow: Flow
  readonly model: ScoreModel
  readonly routing: Routing
  /** Where the flow appears, the first bubble that fits before the others. */
  readonly placement: readonly Placement[]
}

export type DraftPart = keyof Draft

type FieldError = NonNullable<Problem['errors']>[number]

/**
 * Parses the parts of a draft from outside. Throws ApiError `flow_invalid`, `model_invalid`, `routing_invalid` or
 * `invalid_body` for the first part without its shape, with pointers that begin with the part's name (`/flow/steps/3`).
 */
export function parseDraft(parts: Readonly<Record<DraftPart, unknown>>): Draft {
  const flow = parseFlow(parts.flow)
  if (!flow.ok) throw new ApiError('flow_invalid', { errors: flow.errors.map(error => under('flow', error)) })
  return {
    flow: flow.flow,
    model: parsePart(scoreModelSchema, parts.model, 'model', 'model_invalid'),
    routing: parsePart(routingSchema, parts.routing, 'routing', 'routing_invalid'),
    placement: parsePart(placementsSchema, parts.placement, 'placement', 'invalid_body'),
  }
}

/** An error's pointer counted from the draft instead of from one of its parts. */
export function under(part: DraftPart, { pointer, code, message }: FieldError): FieldError {
  return { pointer: `/${part}${pointer}`, code, message }
}

function parsePart<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: DraftPart,
  code: ErrorCode,
): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: plainWords })
  if (parsed.success) return parsed.data
  throw new ApiError(code, { errors: toProblems(parsed.error).map(problem => under(part, problem)) })
}
