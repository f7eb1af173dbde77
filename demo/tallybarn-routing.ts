import type { Condition } from '#flows/condition.ts'
import type { Routing } from '#server/routing/routing-config.ts'

/** E-mail domains of Tallybarn's rivals: for the disqualifier of its score models, too. */
export const competitorDomains = ['rival.example', 'stocktaker-pro.example']

/** Companies that sell to Tallybarn. */
const vendorDomains = ['labelworks.example', 'scanparts.example']

/** Accounts Tallybarn wants most: its priority list. */
export const priorityDomains = ['carpat-logistic.example', 'northgate-freight.example', 'meridian-grocers.example']

const hot: Condition = { fact: 'temperature', is: 'hot' }
const notDisqualified: Condition = { fact: 'disqualified', unknown: true }
const onPriorityList: Condition = { fact: 'account.priority', is: true }

/** Time zones of the United States and Canada: tells where a visitor is when the country is not known. */
const northAmericanZones = [
  ...['New_York', 'Detroit', 'Chicago', 'Menominee', 'Denver', 'Boise', 'Phoenix', 'Los_Angeles', 'Anchorage'],
  ...['Juneau', 'Sitka', 'Metlakatla', 'Yakutat', 'Nome', 'Adak', 'Indiana/Indianapolis', 'Indiana/Knox'],
  ...['Indiana/Marengo', 'Indiana/Petersburg', 'Indiana/Tell_City', 'Indiana/Vevay', 'Indiana/Vincennes'],
  ...['Indiana/Winamac', 'Kentucky/Louisville', 'Kentucky/Monticello', 'North_Dakota/Beulah', 'North_Dakota/Center'],
  ...['North_Dakota/New_Salem', 'Toronto', 'Montreal', 'Vancouver', 'Edmonton', 'Winnipeg', 'Halifax', 'St_Johns'],
  ...['Regina', 'Moncton', 'Whitehorse', 'Yellowknife', 'Iqaluit'],
].map(city => `America/${city}`)

const inNorthAmerica: Condition = {
  any: [
    { fact: 'country', in: ['US', 'CA'] },
    {
      all: [
        { fact: 'country', unknown: true },
        { fact: 'timeZone', in: [...northAmericanZones, 'Pacific/Honolulu'] },
      ],
    },
  ],
}

/** Who at Tallybarn gets which lead. The first rule that holds decides. */
export const tallybarnRouting: Routing = {
  format: 1,
  people: [
    {
      id: 'helen',
      name: 'Helen Ward',
      title: 'Head of Enterprise',
      email: 'helen@tallybarn.example',
      bookingUrl: 'https://calendar.tallybarn.example/helen',
      timeZone: 'Europe/London',
      languages: ['en'],
    },
    {
      id: 'mark',
      name: 'Mark Jensen',
      title: 'Account Executive',
      email: 'mark@tallybarn.example',
      bookingUrl: 'https://calendar.tallybarn.example/mark',
      timeZone: 'America/New_York',
      languages: ['en'],
    },
    {
      id: 'laura',
      name: 'Laura Simmons',
      title: 'Account Executive',
      email: 'laura@tallybarn.example',
      timeZone: 'America/Chicago',
      languages: ['en', 'es'],
    },
    {
      id: 'anna',
      name: 'Anna Keller',
      title: 'Account Executive',
      email: 'anna@tallybarn.example',
      timeZone: 'Europe/Berlin',
      languages: ['en', 'de'],
    },
    {
      id: 'peter',
      name: 'Peter Novak',
      title: 'Account Executive',
      email: 'peter@tallybarn.example',
      bookingUrl: 'https://calendar.tallybarn.example/peter',
      timeZone: 'Europe/Prague',
      languages: ['en', 'cs'],
    },
    {
      id: 'elena',
      name: 'Elena Rusu',
      title: 'Account Executive',
      email: 'elena@tallybarn.example',
      bookingUrl: 'https://calendar.tallybarn.example/elena',
      timeZone: 'Europe/Bucharest',
      languages: ['en', 'ro', 'ru'],
    },
  ],
  teams: [
    {
      id: 'americas',
      name: 'Americas',
      members: [
        { person: 'mark', weight: 100 },
        { person: 'laura', weight: 100 },
      ],
    },
    {
      id: 'europe',
      name: 'Europe',
      members: [
        { person: 'anna', weight: 100 },
        { person: 'peter', weight: 50 },
      ],
    },
  ],
  rules: [
    {
      id: 'owned',
      name: 'Hot, and somebody already knows them: back to their owner',
      when: { all: [{ fact: 'owner.known', is: true }, hot, notDisqualified] },
      outcome: 'sales',
      slaMinutes: 60,
    },
    {
      id: 'excluded',
      name: 'Competitors, vendors and students leave kindly',
      when: {
        any: [
          { fact: 'disqualified', known: true },
          { fact: 'email.domain', domainIn: [...competitorDomains, ...vendorDomains] },
          { fact: 'role.level', is: 'student' },
        ],
      },
      outcome: 'exit',
    },
    {
      id: 'priority',
      name: 'Priority list to the head of enterprise',
      when: { all: [onPriorityList, { fact: 'temperature', in: ['hot', 'warm'] }] },
      outcome: 'sales',
      assign: { person: 'helen' },
      slaMinutes: 15,
    },
    {
      id: 'priority_cold',
      name: 'Priority list, still cold: the head of enterprise looks, no calendar',
      when: onPriorityList,
      outcome: 'trial',
      assign: { person: 'helen' },
      slaMinutes: 15,
    },
    {
      id: 'enterprise',
      name: 'Hot, more than 1,000 people: head of enterprise',
      when: { all: [hot, { fact: 'size.min', gte: 1001 }] },
      outcome: 'sales',
      assign: { person: 'helen' },
      slaMinutes: 60,
    },
    {
      id: 'americas',
      name: 'Hot, United States or Canada: team Americas',
      when: { all: [hot, inNorthAmerica] },
      outcome: 'sales',
      assign: { team: 'americas' },
      slaMinutes: 60,
    },
    {
      id: 'language',
      name: 'Hot, Romanian or Russian: the one who speaks it',
      when: { all: [hot, { fact: 'lang', in: ['ro', 'ru'] }] },
      outcome: 'sales',
      assign: { person: 'elena' },
      slaMinutes: 60,
    },
    {
      id: 'europe',
      name: 'Hot, everywhere else: team Europe',
      when: hot,
      outcome: 'sales',
      assign: { team: 'europe' },
      slaMinutes: 60,
    },
    {
      id: 'warm',
      name: 'Warm: marketing sends the estimate and a case study',
      when: { fact: 'temperature', is: 'warm' },
      outcome: 'nurture',
    },
    { id: 'cold', name: 'Cold: the trial', when: { fact: 'temperature', is: 'cold' }, outcome: 'trial' },
  ],
  fallback: { outcome: 'trial' },
}
