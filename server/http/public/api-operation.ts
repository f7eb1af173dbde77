import type { ErrorCode } from '#flows/api.ts'
import type { ApiScope } from '../../auth/api-keys.ts'

/** Names of the schemas in `api-document.ts`. */
export type SchemaName =
  | 'SiteConfig'
  | 'Flow'
  | 'CreateSessionRequest'
  | 'CreateSessionResponse'
  | 'AppendEventsRequest'
  | 'SessionState'
  | 'SlotsResponse'
  | 'BookRequest'
  | 'Booking'
  | 'BehaviorRequest'
  | 'ExposuresRequest'
  | 'IdentifyRequest'
  | 'IdentifyResponse'
  | 'Recorded'
  | 'ChallengeRequest'
  | 'ChallengeResponse'
  | 'ReportRequest'
  | 'EventsRequest'
  | 'EventsResponse'
  | 'EventTypes'
  | 'Conversions'
  | 'ImportRequest'
  | 'ImportResult'
  | 'OutcomesRequest'
  | 'OutcomesResponse'

export interface ApiOperation {
  readonly id: string
  readonly method: 'get' | 'post'
  /** Under `/v1`, parameters in braces. */
  readonly path: string
  readonly title: string
  readonly text: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly takesToken?: boolean
  /** Needs an API key of this scope. */
  readonly scope?: ApiScope
  readonly request?: SchemaName
  readonly example?: unknown
  readonly answers: readonly { readonly status: number; readonly text: string; readonly schema?: SchemaName }[]
  readonly errors: readonly ErrorCode[]
}

/** Refusals of any body. */
export const BODY = [
  'bad_json',
  'bad_encoding',
  'too_deep',
  'forbidden_key',
  'too_large',
  'unsupported_encoding',
  'unsupported_type',
  'invalid_body',
] as const satisfies readonly ErrorCode[]

/** Forbidden keys and values are refused event by event. */
export const KEYED_BODY = BODY.filter(code => code !== 'forbidden_key')

/** Refusals of a session's events. */
export const LOG = [
  'too_many_events',
  'sequence_conflict',
  'answer_not_on_path',
  'answer_invalid',
  'session_completed',
] as const satisfies readonly ErrorCode[]

/** Refusals before anything is read. */
export const GATE = ['origin_refused', 'rate_limited'] as const satisfies readonly ErrorCode[]

/** The database takes nothing more at the moment. */
export const STORE = ['store_busy', 'storage_full', 'store_unavailable'] as const satisfies readonly ErrorCode[]
