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

const BODY = [
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
const KEYED_BODY = BODY.filter(code => code !== 'forbidden_key')
const LOG = [
  'too_many_events',
  'sequence_conflict',
  'answer_not_on_path',
  'answer_invalid',
  'session_completed',
] as const satisfies readonly ErrorCode[]
const GATE = ['origin_refused', 'rate_limited'] as const satisfies readonly ErrorCode[]
const STORE = ['store_busy', 'storage_full', 'store_unavailable'] as const satisfies readonly ErrorCode[]

const KEY = 'Public key of the site.'
const SESSION = 'Id of the session.'

/** The public API, in the order a visit runs through it. */
export const operations: readonly ApiOperation[] = [
  {
    id: 'getSite',
    method: 'get',
    path: '/sites/{key}',
    title: 'What is live on a site',
    text: 'Which flows are live, where they appear, and which release a new session names. Fresh for a minute; ask again with If-None-Match.',
    parameters: { key: KEY },
    answers: [
      { status: 200, text: 'The configuration.', schema: 'SiteConfig' },
      { status: 304, text: 'You have it already.' },
    ],
    errors: ['not_found', ...GATE],
  },
  {
    id: 'getFlow',
    method: 'get',
    path: '/flows/{revision}/{locale}',
    title: 'A flow in one language',
    text: 'The questions and branches as a browser gets them. The address names the content, so keep it for ever. Scores and routing rules are not in it.',
    parameters: { revision: 'Content hash from the site configuration.', locale: 'One of the locales listed there.' },
    answers: [{ status: 200, text: 'The flow.', schema: 'Flow' }],
    errors: ['not_found', 'rate_limited'],
  },
  {
    id: 'createSession',
    method: 'post',
    path: '/sessions',
    title: 'Begin a conversation',
    text: 'Sends the context of the visit and everything that happened in it so far. 201 means stored durably. The key makes it safe to send again: the same request gets the same session and token, also after a lost answer.',
    request: 'CreateSessionRequest',
    example: {
      site: 'site_0f1e2d3c4b5a69788796a5b4',
      release: '01939a4e-7b1c-7d3a-9f52-8c1d0e6b7a42',
      visitor: 'v-6fb1c0de9a7e4d2f',
      key: 'k-94f0a1b2c3d4e5f6',
      context: {
        page: { url: 'https://www.tallybarn.example/pricing', path: '/pricing', title: 'Pricing' },
        utm: { source: 'newsletter' },
        locale: 'en',
        timeZone: 'Europe/Berlin',
        device: 'desktop',
        surface: 'bubble',
        shape: 'chat',
        variants: {},
        consent: 'unset',
      },
      dwell: 4200,
      events: [
        { seq: 1, at: 1795338000000, type: 'viewed', step: 'q_need' },
        { seq: 2, at: 1795338004100, type: 'answered', step: 'q_need', value: 'spreadsheets' },
      ],
      behavior: [{ id: 'b-1', at: 1795337990000, type: 'page_viewed', path: '/pricing', seconds: 14 }],
    },
    answers: [
      { status: 201, text: 'The session and its token.', schema: 'CreateSessionResponse' },
      {
        status: 200,
        text: 'The same request had made it before (Idempotent-Replayed: true).',
        schema: 'CreateSessionResponse',
      },
    ],
    errors: [
      ...BODY,
      'not_found',
      'unknown_release',
      'release_retired',
      'in_flight',
      'idempotency_mismatch',
      ...LOG,
      ...GATE,
      ...STORE,
    ],
  },
  {
    id: 'appendEvents',
    method: 'post',
    path: '/sessions/{id}/events',
    title: 'Go on with it',
    text: 'Appends events, all of them or none. Sending one twice is harmless; one that runs ahead waits until the gap before it closes. When the conversation asks for a decision, it comes with this answer.',
    parameters: { id: SESSION },
    takesToken: true,
    request: 'AppendEventsRequest',
    example: { events: [{ seq: 3, at: 1795338011800, type: 'answered', step: 'q_size', value: 's50_500' }] },
    answers: [{ status: 200, text: 'Where the session stands.', schema: 'SessionState' }],
    errors: [...BODY, 'invalid_token', ...LOG, ...GATE, ...STORE],
  },
  {
    id: 'getSession',
    method: 'get',
    path: '/sessions/{id}',
    title: 'Take it up again',
    text: 'What is stored and what was decided, for a page that was reloaded.',
    parameters: { id: SESSION },
    takesToken: true,
    answers: [{ status: 200, text: 'Where the session stands.', schema: 'SessionState' }],
    errors: ['invalid_token', ...GATE],
  },
  {
    id: 'getSlots',
    method: 'get',
    path: '/sessions/{id}/slots',
    title: 'When the owner has time',
    text: 'The free times of the salesperson who got the lead, for conversations whose decision offered them, and what was booked already.',
    parameters: { id: SESSION },
    takesToken: true,
    answers: [{ status: 200, text: 'The free times.', schema: 'SlotsResponse' }],
    errors: ['invalid_token', 'not_found', ...GATE],
  },
  {
    id: 'book',
    method: 'post',
    path: '/sessions/{id}/bookings',
    title: 'Book a time',
    text: 'Takes a free time for good, or moves the meeting to it. Of two visitors who want the same time one gets it, the other slot_taken. Asking for the same time again is harmless.',
    parameters: { id: SESSION },
    takesToken: true,
    request: 'BookRequest',
    example: { at: 1795510800000, timeZone: 'Europe/Berlin' },
    answers: [
      { status: 201, text: 'Booked; the invitation is on its way.', schema: 'Booking' },
      { status: 200, text: 'Moved, or booked before.', schema: 'Booking' },
    ],
    errors: [...BODY, 'invalid_token', 'not_found', 'slot_taken', ...GATE, ...STORE],
  },
  {
    id: 'recordBehavior',
    method: 'post',
    path: '/behavior',
    title: 'What a visitor did on the site',
    text: 'Pages, downloads and events of your own after the session began. Each id counts once. Fits sendBeacon: JSON as text/plain with the token in the body.',
    takesToken: true,
    request: 'BehaviorRequest',
    example: {
      token: 'h3Qb…',
      session: '01939a4e-9d20-7c11-8a3e-2f5b6c7d8e9f',
      events: [{ id: 'b-2', at: 1795338075000, type: 'downloaded', path: '/blog/cycle-counts', file: 'checklist.pdf' }],
    },
    answers: [{ status: 200, text: 'Stored.', schema: 'Recorded' }],
    errors: [...BODY, 'invalid_token', 'too_many_events', ...GATE, ...STORE],
  },
  {
    id: 'identify',
    method: 'post',
    path: '/identify',
    title: 'Say who the visitor is',
    text: 'A JSON Web Token that your own server signed (HS256) with the identity secret of the site. It must name the person (sub) and its end (exp); email, name and company are shown on the lead card. One that does not hold is answered with identified: false and changes nothing else.',
    takesToken: true,
    request: 'IdentifyRequest',
    example: {
      token: 'h3Qb…',
      session: '01939a4e-9d20-7c11-8a3e-2f5b6c7d8e9f',
      identity: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzgxMiIsImV4cCI6MTc5NTMzODYwMH0.…',
    },
    answers: [{ status: 200, text: 'Whether the token holds.', schema: 'IdentifyResponse' }],
    errors: [...BODY, 'invalid_token', ...GATE, ...STORE],
  },
  {
    id: 'passChallenge',
    method: 'post',
    path: '/sessions/{id}/challenge',
    title: 'Show to be no robot',
    text: 'For a session that came with a challenge: it is held back until the answer of the challenge is passed on here and verified. One that does not hold changes nothing.',
    parameters: { id: SESSION },
    takesToken: true,
    request: 'ChallengeRequest',
    example: { answer: '0.zrSnRHO7h0HwSjSCU8oyzbjEtD8p…' },
    answers: [{ status: 200, text: 'Whether it was passed.', schema: 'ChallengeResponse' }],
    errors: [...BODY, 'invalid_token', ...GATE, ...STORE],
  },
  {
    id: 'report',
    method: 'post',
    path: '/reports',
    title: 'Trouble of the widget',
    text: 'What the widget cannot mend by itself: one line for the log of the server, with nothing of the visitor in it.',
    request: 'ReportRequest',
    example: { site: 'site_0f1e2d3c4b5a69788796a5b4', problem: 'flow_unknown', flow: 'pricing-old' },
    answers: [{ status: 204, text: 'Noted.' }],
    errors: [...BODY, 'not_found', ...GATE],
  },
  {
    id: 'recordExposures',
    method: 'post',
    path: '/exposures',
    title: 'Wording that was shown',
    text: 'For wording under test that shows before a conversation, such as the launcher’s teaser. Once per visitor and version; variants that the server would not have assigned are not counted.',
    request: 'ExposuresRequest',
    example: {
      site: 'site_0f1e2d3c4b5a69788796a5b4',
      release: '01939a4e-7b1c-7d3a-9f52-8c1d0e6b7a42',
      visitor: 'v-6fb1c0de9a7e4d2f',
      exposures: [{ experiment: 'teaser', version: 1, variant: 'b', at: 1795337992000 }],
    },
    answers: [{ status: 200, text: 'Stored.', schema: 'Recorded' }],
    errors: [...BODY, 'not_found', 'unknown_release', ...GATE, ...STORE],
  },
  {
    id: 'recordEvents',
    method: 'post',
    path: '/events',
    title: 'What people do elsewhere',
    text: 'From your own systems, never from a page: e-mail, social, content, webinars, product, support, calls, CRM. Up to 500 events and 1 MiB at once, in any order; each is judged alone, and the good ones are kept. Sending an event again is harmless as long as it keeps its id. Say who did it by e-mail, visitor id or lead id; events of somebody who is no lead yet count once they become one. The lead’s score is renewed before the answer.',
    scope: 'events:write',
    request: 'EventsRequest',
    example: {
      source: 'mailer',
      events: [
        {
          id: 'm-81723',
          type: 'email_clicked',
          at: 1795338000000,
          email: 'ida@nordvik-cold.example',
          properties: { subject: 'Counting cold stores', link: 'https://www.tallybarn.example/pricing' },
        },
      ],
    },
    answers: [{ status: 200, text: 'A result for each event, in the order sent.', schema: 'EventsResponse' }],
    errors: [...KEYED_BODY, 'too_many_events', 'invalid_token', 'forbidden', 'rate_limited', ...STORE],
  },
  {
    id: 'getEventTypes',
    method: 'get',
    path: '/event-types',
    title: 'The catalogue of event types',
    text: 'Types that POST /events takes, with the property that names what each was about. For anything else send the type custom with a name.',
    answers: [{ status: 200, text: 'The catalogue.', schema: 'EventTypes' }],
    errors: ['rate_limited'],
  },
  {
    id: 'recordOutcomes',
    method: 'post',
    path: '/outcomes',
    title: 'What came of leads',
    text: 'From your CRM, never from a page: sales qualified, opportunity, won, lost, rejected. Up to 500 at once, in any order; each is judged alone. Sending one again is harmless as long as it keeps its id, and corrects it when the amount, reason or time changed. The lead moves to the stage the newest outcome says, up only; scoring learns from it.',
    scope: 'outcomes:write',
    request: 'OutcomesRequest',
    example: {
      source: 'crm',
      outcomes: [
        {
          id: 'deal-4711',
          outcome: 'won',
          email: 'ida@nordvik-cold.example',
          at: '2026-11-20T10:00:00Z',
          amount: 8280,
          currency: 'USD',
        },
      ],
    },
    answers: [{ status: 200, text: 'A result for each outcome, in the order sent.', schema: 'OutcomesResponse' }],
    errors: [...BODY, 'too_many_events', 'invalid_token', 'forbidden', 'rate_limited', ...STORE],
  },
  {
    id: 'importFile',
    method: 'post',
    path: '/imports/{kind}',
    title: 'Import a CSV file',
    text: 'Leads, events, outcomes or priority accounts as CSV text. Every row is judged alone, named by line and column when it is refused, and the rest is kept. Importing the same text again changes nothing. Leads and accounts need the scope leads:write, events events:write, outcomes outcomes:write.',
    parameters: { kind: 'leads, events, outcomes or accounts.' },
    scope: 'leads:write',
    request: 'ImportRequest',
    example: {
      csv: 'email,name,company,employees\nida@nordvik-cold.example,Ida Falk,Nordvik Cold,120\n',
      basis: 'Asked for a quote at the spring fair',
      dryRun: true,
    },
    answers: [{ status: 200, text: 'What came of the rows.', schema: 'ImportResult' }],
    errors: [...KEYED_BODY, 'invalid_token', 'forbidden', 'rate_limited', ...STORE],
  },
  {
    id: 'getConversions',
    method: 'get',
    path: '/conversions',
    title: 'Offline conversions',
    text: 'When people who had come by an advertisement were qualified, became an SQL and were won, with the click ids that they allowed to keep (gclid, msclkid, fbclid, li_fat_id), and what of it was taken back since. Of the last 90 days, or between since and until (milliseconds since 1970) in the query.',
    scope: 'leads:read',
    answers: [{ status: 200, text: 'Oldest first, 10,000 at most.', schema: 'Conversions' }],
    errors: ['invalid_token', 'forbidden', 'invalid_body', 'rate_limited', ...STORE],
  },
  {
    id: 'getConversionsFile',
    method: 'get',
    path: '/conversions/{file}',
    title: 'Offline conversions as a network’s file',
    text: 'What Google Ads, Microsoft Advertising, Meta or LinkedIn import: google.csv, microsoft.csv, meta.csv or linkedin.csv; with -granted (google-granted.csv) where your banner asks what advertising networks may have. Besides the Authorization header, basic sign-in works: the key is the password, the name does not matter.',
    parameters: { file: 'The network, and -granted if so: google.csv, meta-granted.csv.' },
    scope: 'leads:read',
    answers: [{ status: 200, text: 'CSV: the conversions of the last 90 days that the network takes.' }],
    errors: ['invalid_token', 'forbidden', 'invalid_body', 'rate_limited', ...STORE],
  },
  {
    id: 'getConversionsFileOf',
    method: 'get',
    path: '/conversions.csv',
    title: 'The same file, by query',
    text: 'network is google, microsoft, meta or linkedin; adConsent=granted where your banner asks what advertising networks may have.',
    scope: 'leads:read',
    answers: [{ status: 200, text: 'CSV, as /conversions/{file}.' }],
    errors: ['invalid_token', 'forbidden', 'invalid_body', 'rate_limited', ...STORE],
  },
]
