import type { EgressProblem } from './egress.ts'

/** Why an attempt failed, as a stable slug. `describeFailure` has the words. */
export type FailureCode =
  | EgressProblem
  | 'redirected'
  | 'refused'
  | 'throttled'
  | 'server_failed'
  | 'gone'
  | 'secret_missing'
  | 'settings_invalid'
  | 'mail_not_configured'
  | 'mail_refused'
  | 'unexpected'

/** What came of one attempt. */
export type Outcome = Delivered | Failure

export interface Delivered {
  readonly ok: true
  /** HTTP status or SMTP code. */
  readonly status: number | null
  /** What the other side said, as it said it. */
  readonly response: string
}

export interface Failure {
  readonly ok: false
  readonly code: FailureCode
  /** Null when nothing answered. */
  readonly status: number | null
  readonly response: string | null
  /** How long the other side asks to be left alone, in ms. */
  readonly retryAfterMs?: number | undefined
}

const WORDS: Record<FailureCode, string> = {
  url_invalid: 'The address is not a valid URL.',
  scheme_refused: 'The address must begin with https://.',
  userinfo_refused: 'The address must not contain a user name or password.',
  name_refused: 'The address names a machine in a private network.',
  address_refused: 'The address leads into a private network.',
  port_refused: 'The address must use the standard https port.',
  dns_failed: 'The name of the server could not be found.',
  connect_failed: 'The server could not be reached.',
  tls_failed: 'The server has no valid certificate.',
  answer_broken: 'The connection broke before the answer was complete.',
  timed_out: 'The server did not answer within 15 seconds.',
  redirected: 'The server redirects to another address. Enter that address instead.',
  refused: 'The server refused the delivery.',
  throttled: 'The server asked to be contacted less often.',
  server_failed: 'The server failed.',
  gone: 'The server says this address is no longer in use. The destination was switched off.',
  secret_missing: 'The destination has no secret. Enter one.',
  settings_invalid: 'The settings of the destination are not complete.',
  mail_not_configured: 'No mail server is set up. Set SMTP_URL.',
  mail_refused: 'The mail server refused the message.',
  unexpected: 'Parley failed while it sent this.',
}

/** One sentence for people. Slugs it does not know, of later versions, get a general one. */
export function describeFailure(code: string): string {
  return isFailureCode(code) ? WORDS[code] : 'The delivery failed.'
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(WORDS, code)
}
