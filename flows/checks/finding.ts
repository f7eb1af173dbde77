import type { Facts } from '../condition.ts'
import type { Answer } from '../flow.ts'

/** What a publish check has to say. Errors keep a flow from being published. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly code: FindingCode
  /** RFC 6901, into the flow. */
  readonly pointer: string
  readonly step?: string
  /** In plain words, for the marketer. */
  readonly message: string
  /** Answers that lead there, in order; null where the question is skipped. At a decide step, the outcome. */
  readonly example?: readonly ExampleAnswer[]
  /** Parts of the visit's context that the example needs, such as `page.path`; undefined where one is unknown. */
  readonly context?: Facts
}

export interface ExampleAnswer {
  readonly step: string
  readonly answer: Answer | null
}

export type FindingCode =
  | 'duplicate_id'
  | 'dangling_target'
  | 'flow_cycle'
  | 'unknown_field'
  | 'unknown_fact'
  | 'unknown_option'
  | 'hidden_asked'
  | 'hidden_without_source'
  | 'slider_open'
  | 'unknown_outcome'
  | 'wrong_comparison'
  | 'unused_field'
  | 'range_invalid'
  | 'missing_notice'
  | 'missing_consent'
  | 'decide_without_email'
  | 'dead_end'
  | 'unreachable'
  | 'too_many_transitions'
  | 'too_large_to_prove'
  | 'promise_broken'
  | 'stop_early_undecided'
  | 'variant_unknown_key'
  | 'variant_unknown_shape'
  | 'variant_weights'
  | 'variant_conflict'
  | 'variant_untranslated'
  | 'translation_unknown_key'
  | 'translation_stale'
  | 'translation_missing'
  | 'unknown_pipe'
  | 'broken_pipe'
  | 'empty_question'
  | 'same_question'

type Details = Omit<Finding, 'severity' | 'code'>

export const error = (code: FindingCode, details: Details): Finding => ({ severity: 'error', code, ...details })
export const warning = (code: FindingCode, details: Details): Finding => ({ severity: 'warning', code, ...details })
