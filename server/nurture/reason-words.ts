/** Why an automation or one of its actions did nothing, waits or failed, as people read it. */
const WORDS: Readonly<Record<string, string>> = {
  already_fired: 'It fired for this lead before.',
  and_not_met: 'Its further condition did not hold.',
  unless_met: 'Its exception held.',
  left_condition: 'What set it off does not hold any more.',
  waiting: 'It waits as long as it was told to.',
  after_earlier: 'What comes before it is not done yet.',
  loop: 'Automations had set each other off five times in a row.',
  consent_withdrawn: 'They took their consent back.',
  unsubscribed: 'They unsubscribed.',
  no_marketing_consent: 'They did not agree to marketing mail.',
  answer_too_late: 'They last wrote more than 14 days ago: it would be no answer any more.',
  held_back: 'The lead is held back: it looks like a robot.',
  template_missing: 'The template was removed.',
  mail_not_configured: 'No mail server is set up (SMTP_URL).',
  too_late: 'It waited for more than 14 days.',
  value_missing: 'Something the mail names is not known, and no words stand in for it.',
  no_open_day: 'No day is open for mail.',
  quiet_hours: 'It is outside the hours for mail where they are.',
  daily_cap: 'They got enough mail today.',
  nobody_to_tell: 'The lead has no owner, and nobody else is named.',
  destination_missing: 'The destination was removed.',
  destination_off: 'The destination is switched off.',
  lead_gone: 'The lead is not there any more.',
  there_already: 'It stands there already.',
  stage_settled: 'It is past that: people decide there.',
  switched_off: 'The automation was switched off.',
  removed: 'The automation was removed.',
  cancelled: 'Somebody cancelled what waited.',
  mail_refused: 'The mail server refused it.',
  connect_failed: 'The mail server could not be reached.',
  dns_failed: 'The mail server could not be found.',
  timed_out: 'The mail server did not answer.',
  tls_failed: 'No secure connection to the mail server.',
  answer_broken: 'The mail server hung up.',
  unexpected: 'Parley failed at this.',
}

/** One sentence. Slugs it does not know, of later versions, get a general one. */
export function reasonInWords(reason: string): string {
  return Object.hasOwn(WORDS, reason) ? (WORDS[reason] ?? '') : 'It could not be done.'
}
