/** Facts that come from elsewhere than a question, as people read them. */
const WORDS: Readonly<Record<string, string>> = {
  'framework.intent_checked': 'Sales checked that the intent is real',
  'framework.means_checked': 'Sales checked that the means are there',
  'consent.marketing': 'Agreed to marketing mail',
  'email.unsubscribed': 'Unsubscribed from mail',
  'account.priority': 'Company is on the priority list',
  'account.committee': 'A buying committee came',
  'account.people': 'People of the company',
  'account.score': 'Score of the account',
  'company.staff': 'Company’s staff',
  'company.name': 'Company’s name',
  'company.domain': 'Company’s domain',
  'company.industry': 'Company’s industry',
  'company.revenue': 'Company’s revenue',
  'company.country': 'Company’s country',
  'company.technologies': 'Company’s technologies',
  'company.market': 'Company’s target market',
  title: 'Job title',
  'source.priority': 'Priority of the source',
  'source.owner': 'Who works with the source',
  'crm.stage': 'Stage in the CRM',
  'crm.owner': 'Owner in the CRM',
  'crm.contacted': 'Sales spoke to them',
  'crm.lost': 'They were lost before',
  'crm.since': 'In the CRM since',
  'country.from': 'Where the country is from',
  'visit.country': 'Country of the visit',
}

const TAG = 'tag.'

/** `crm.stage` as “Stage in the CRM”, `tag.call_first` as “Tag “call first””; of an unknown one the parts of its name. */
export function factInWords(fact: string): string {
  const known = WORDS[fact]
  if (known) return known
  const tag = tagInWords(fact)
  if (tag) return `Tag “${tag}”`
  const words = plain(fact)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The words of a tag; null for any other fact. */
export function tagInWords(fact: string): string | null {
  return fact.startsWith(TAG) ? plain(fact.slice(TAG.length)) : null
}

function plain(name: string): string {
  return name.replaceAll(/[._]/g, ' ')
}
