/**
 * The catalogue of what people do: on the site, and as other systems tell it. Pure data: rules name these slugs, the events
 * API takes them, and the studio says them in words.
 */

export const EVENT_GROUPS = [
  'page',
  'email',
  'social',
  'content',
  'webinar',
  'product',
  'support',
  'direct',
  'call',
  'crm',
  'custom',
] as const
export type EventGroup = (typeof EVENT_GROUPS)[number]

/**
 * A fact that an event settles: the value of a property (or, where that is missing, the time of the event), or always the
 * same one. `when`: only while a property says so, in words that may stand anywhere in it.
 */
export type Settling = {
  readonly fact: string
  readonly when?: { readonly property: string } & ({ readonly says: RegExp } | { readonly saysNot: RegExp })
} & ({ readonly property: string; readonly orTime?: true } | { readonly value: boolean })

const CONTACTED = { fact: 'crm.contacted', value: true } as const
/** How calls end that reached nobody. */
const NOBODY =
  /no.?answer|not reached|unreachable|voice.?mail|busy|left (a )?message|keine antwort|nicht erreicht|mailbox|besetzt/i

export interface EventType {
  /** What a marketer picks from a list. */
  readonly label: string
  readonly group: EventGroup
  /** What the lead did, as a line of their history says it. */
  readonly past: string
  /** Property that names what it was about: `subject` of a mail, `title` of a webinar. */
  readonly about?: string
  /** Facts about the lead that such an event settles. */
  readonly sets?: readonly Settling[]
  /** Only Parley writes it: other systems cannot send it. */
  readonly ours?: true
}

/** By slug. */
export const EVENT_TYPES = {
  page_viewed: { group: 'page', label: 'Page viewed', past: 'Looked at a page' },
  downloaded: { group: 'page', label: 'File downloaded', past: 'Downloaded', about: 'file' },
  demo_requested: { group: 'direct', label: 'Demo requested', past: 'Asked for a demo', about: 'title' },
  custom: { group: 'custom', label: 'Custom event', past: 'Did', about: 'name' },

  email_opened: { group: 'email', label: 'E-mail opened', past: 'Opened an e-mail', about: 'subject' },
  email_clicked: { group: 'email', label: 'Link in an e-mail clicked', past: 'Clicked in an e-mail', about: 'subject' },
  email_replied: {
    group: 'email',
    label: 'E-mail replied to',
    past: 'Replied to an e-mail',
    about: 'subject',
    sets: [{ ...CONTACTED, when: { property: 'by', says: /^sales$/i } }],
  },
  email_sent: {
    group: 'email',
    label: 'E-mail written by sales',
    past: 'Was written to by sales',
    about: 'subject',
    sets: [CONTACTED],
  },
  offer_opened: { group: 'email', label: 'Offer studied', past: 'Studied an offer', about: 'subject' },
  email_bounced: {
    group: 'email',
    label: 'E-mail bounced',
    past: 'An e-mail bounced',
    about: 'subject',
    // A full mailbox or a server that is away says nothing about the address.
    sets: [
      { fact: 'email.bounced', value: true, when: { property: 'kind', saysNot: /soft|temporary|transient|block/i } },
    ],
  },
  email_complained: {
    group: 'email',
    label: 'E-mail marked as spam',
    past: 'Marked an e-mail as spam',
    about: 'subject',
    sets: [{ fact: 'email.unsubscribed', value: true }],
  },
  email_unsubscribed: {
    group: 'email',
    label: 'Unsubscribed from e-mail',
    past: 'Unsubscribed from e-mail',
    about: 'list',
    sets: [{ fact: 'email.unsubscribed', value: true }],
  },
  email_subscribed: {
    group: 'email',
    label: 'Subscribed to e-mail',
    past: 'Subscribed to e-mail',
    about: 'list',
    sets: [{ fact: 'email.unsubscribed', value: false }],
  },

  social_followed: { group: 'social', label: 'Followed', past: 'Followed', about: 'network' },
  social_liked: { group: 'social', label: 'Liked a post', past: 'Liked a post', about: 'network' },
  social_shared: { group: 'social', label: 'Shared a post', past: 'Shared a post', about: 'network' },
  social_commented: { group: 'social', label: 'Commented on a post', past: 'Commented on a post', about: 'network' },
  social_mentioned: {
    group: 'social',
    label: 'Mentioned the company',
    past: 'Mentioned the company',
    about: 'network',
  },

  content_seen: { group: 'content', label: 'Content seen', past: 'Saw', about: 'title' },
  content_downloaded: { group: 'content', label: 'Content downloaded', past: 'Downloaded', about: 'title' },
  article_read: { group: 'content', label: 'Article or newsletter read', past: 'Read', about: 'title' },
  ebook_downloaded: { group: 'content', label: 'E-book downloaded', past: 'Downloaded the e-book', about: 'title' },
  checklist_downloaded: {
    group: 'content',
    label: 'Checklist downloaded',
    past: 'Downloaded the checklist',
    about: 'title',
  },
  infographic_seen: { group: 'content', label: 'Infographic seen', past: 'Saw the infographic', about: 'title' },
  infographic_downloaded: {
    group: 'content',
    label: 'Infographic downloaded',
    past: 'Downloaded the infographic',
    about: 'title',
  },
  white_paper_downloaded: {
    group: 'content',
    label: 'White paper downloaded',
    past: 'Downloaded the white paper',
    about: 'title',
  },
  case_study_read: { group: 'content', label: 'Case study read', past: 'Read the case study', about: 'title' },
  price_list_seen: { group: 'content', label: 'Price list seen', past: 'Saw the price list', about: 'title' },
  price_list_downloaded: {
    group: 'content',
    label: 'Price list downloaded',
    past: 'Downloaded the price list',
    about: 'title',
  },
  video_watched: { group: 'content', label: 'Video watched', past: 'Watched', about: 'title' },

  webinar_page_seen: { group: 'webinar', label: 'Webinar page seen', past: 'Looked at the webinar', about: 'title' },
  webinar_registered: {
    group: 'webinar',
    label: 'Registered for a webinar',
    past: 'Registered for the webinar',
    about: 'title',
  },
  webinar_attended: { group: 'webinar', label: 'Attended a webinar', past: 'Attended the webinar', about: 'title' },
  webinar_missed: {
    group: 'webinar',
    label: 'Registered, but missed a webinar',
    past: 'Missed the webinar',
    about: 'title',
  },

  trial_started: { group: 'product', label: 'Trial started', past: 'Started a trial', about: 'plan' },
  trial_ended: { group: 'product', label: 'Trial ended', past: 'The trial ended', about: 'plan' },
  signed_in: { group: 'product', label: 'Signed in to the product', past: 'Signed in to the product' },
  feature_used: { group: 'product', label: 'Feature used', past: 'Used a feature', about: 'feature' },
  plan_viewed: { group: 'product', label: 'Plans viewed in the product', past: 'Looked at the plans', about: 'plan' },
  member_invited: { group: 'product', label: 'Colleague invited', past: 'Invited a colleague' },

  support_ticket_opened: {
    group: 'support',
    label: 'Support ticket opened',
    past: 'Opened a support ticket',
    about: 'subject',
  },
  support_ticket_closed: {
    group: 'support',
    label: 'Support ticket closed',
    past: 'A support ticket was closed',
    about: 'subject',
  },
  sales_question_asked: {
    group: 'support',
    label: 'Support ticket about buying',
    past: 'Asked support about buying',
    about: 'subject',
  },

  quote_requested: { group: 'direct', label: 'Quote requested', past: 'Asked for a quote', about: 'title' },
  contact_requested: { group: 'direct', label: 'Contact requested', past: 'Asked to be contacted', about: 'title' },
  form_submitted: { group: 'direct', label: 'Form submitted', past: 'Submitted a form', about: 'form' },
  meeting_booked: { group: 'direct', label: 'Meeting booked', past: 'Booked a meeting', about: 'title' },
  meeting_held: {
    group: 'direct',
    label: 'Meeting held',
    past: 'Met with sales',
    about: 'title',
    sets: [CONTACTED],
  },
  meeting_missed: { group: 'direct', label: 'Meeting missed', past: 'Missed a meeting', about: 'title' },
  trade_show_met: { group: 'direct', label: 'Met at a trade show', past: 'Met at a trade show', about: 'title' },
  note_added: { group: 'direct', label: 'Note by sales', past: 'Noted', about: 'text' },
  job_applied: { group: 'direct', label: 'Applied for a job', past: 'Applied for a job', about: 'title' },

  call_made: {
    group: 'call',
    label: 'Call made by sales',
    past: 'Was called by sales',
    about: 'result',
    sets: [{ ...CONTACTED, when: { property: 'result', saysNot: NOBODY } }],
  },
  call_received: {
    group: 'call',
    label: 'Call received',
    past: 'Called',
    about: 'result',
    sets: [{ ...CONTACTED, when: { property: 'result', saysNot: NOBODY } }],
  },

  stage_reached: { group: 'crm', label: 'Stage reached in Parley', past: 'Was moved on', about: 'stage', ours: true },
  crm_stage_changed: {
    group: 'crm',
    label: 'CRM stage changed',
    past: 'Moved in the CRM',
    about: 'stage',
    sets: [
      { fact: 'crm.stage', property: 'stage' },
      { fact: 'crm.lost', value: true, when: { property: 'stage', says: /\blost\b/i } },
      { fact: 'crm.lost', value: false, when: { property: 'stage', says: /\bwon\b/i } },
    ],
  },
  crm_owner_changed: {
    group: 'crm',
    label: 'CRM owner changed',
    past: 'Got another owner in the CRM',
    about: 'owner',
    sets: [{ fact: 'crm.owner', property: 'owner' }],
  },
  crm_company_changed: {
    group: 'crm',
    label: 'CRM company changed',
    past: 'Got another company in the CRM',
    about: 'company',
    sets: [
      { fact: 'company.name', property: 'company' },
      { fact: 'company.domain', property: 'domain' },
    ],
  },
  crm_contact_created: {
    group: 'crm',
    label: 'Contact created in the CRM',
    past: 'Was entered in the CRM',
    about: 'owner',
    sets: [
      { fact: 'crm.since', property: 'since', orTime: true },
      { fact: 'crm.owner', property: 'owner' },
    ],
  },
  opportunity_created: {
    group: 'crm',
    label: 'Opportunity opened in the CRM',
    past: 'Became an opportunity in the CRM',
    about: 'title',
    sets: [{ fact: 'crm.stage', property: 'stage' }],
  },
  opportunity_won: {
    group: 'crm',
    label: 'Opportunity won',
    past: 'Bought',
    about: 'title',
    sets: [CONTACTED, { fact: 'crm.lost', value: false }],
  },
  opportunity_lost: {
    group: 'crm',
    label: 'Opportunity lost',
    past: 'Was lost in the CRM',
    about: 'reason',
    sets: [CONTACTED, { fact: 'crm.lost', value: true }],
  },
  contact_updated: {
    group: 'crm',
    label: 'Contact changed',
    past: 'Changed in the CRM',
    about: 'title',
    sets: [
      { fact: 'title', property: 'title' },
      { fact: 'country', property: 'country' },
      { fact: 'company.name', property: 'company' },
      { fact: 'company.domain', property: 'domain' },
    ],
  },
  company_updated: {
    group: 'crm',
    label: 'Company changed',
    past: 'The company changed in the CRM',
    about: 'company',
    sets: [
      { fact: 'company.name', property: 'company' },
      { fact: 'company.domain', property: 'domain' },
      { fact: 'company.industry', property: 'industry' },
      { fact: 'company.staff', property: 'staff' },
      { fact: 'company.revenue', property: 'revenue' },
      { fact: 'company.country', property: 'country' },
      { fact: 'company.technologies', property: 'technologies' },
      { fact: 'company.market', property: 'market' },
    ],
  },
  crm_note_added: { group: 'crm', label: 'Note added in the CRM', past: 'A note was added in the CRM', about: 'title' },
} as const satisfies Readonly<Record<string, EventType>>

export type EventTypeSlug = keyof typeof EVENT_TYPES

/** The entry of a slug; undefined for one that the catalogue does not know. */
export function findEventType(slug: string): EventType | undefined {
  return Object.hasOwn(EVENT_TYPES, slug) ? EVENT_TYPES[slug as EventTypeSlug] : undefined // it is one, by the line above
}
