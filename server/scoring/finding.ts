export interface ScoreModelFinding {
  readonly severity: 'error' | 'warning'
  readonly code:
    | 'always_holds'
    | 'contradiction'
    | 'counted_twice'
    | 'duplicate_id'
    | 'grades_order'
    | 'hot_below_cold'
    | 'hot_unreachable'
    | 'limit_mixed'
    | 'limited_twice'
    | 'milestone_unreachable'
    | 'mql_above_hot'
    | 'sal_below_mql'
    | 'mql_unreachable'
    | 'never_counts'
    | 'never_earned'
    | 'never_holds'
    | 'no_rules'
    | 'no_threshold'
    | 'option_without_points'
    | 'region_reversed'
    | 'region_unfit'
    | 'unknown_event'
    | 'unknown_option'
    | 'unknown_profile'
    | 'unknown_rule'
  /** RFC 6901, from the model. */
  readonly pointer: string
  /** In plain words. */
  readonly message: string
}

/** Stops publishing. */
export function error(code: ScoreModelFinding['code'], pointer: string, message: string): ScoreModelFinding {
  return { severity: 'error', code, pointer, message }
}

export function warning(code: ScoreModelFinding['code'], pointer: string, message: string): ScoreModelFinding {
  return { severity: 'warning', code, pointer, message }
}

/** A key inside an RFC 6901 pointer. */
export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
