const REASONS: Readonly<Record<string, string>> = {
  gone: 'the receiver said that the address is gone (410).',
  secret_missing: 'its secret is missing. Set a new one.',
}

/** Why Parley turned a destination off, for the person who turns it on again. */
export function disabledInWords(reason: string): string {
  return REASONS[reason] ?? `${reason.replaceAll('_', ' ')}.`
}

const EVENTS: Readonly<Record<string, string>> = {
  'lead.qualified': 'Qualified lead',
  'lead.captured': 'New lead',
  'lead.updated': 'Changed lead',
  'lead.handed_over': 'Handed over',
  'test.sent': 'Test',
}

export function eventInWords(event: string): string {
  return EVENTS[event] ?? event
}
