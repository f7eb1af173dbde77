import type { Finding } from './define-enricher.ts'
import type { SitePage } from './site-page.ts'
import { technologiesOf } from './site-technologies.ts'

type Data = SitePage['data'][number]

/** Kinds of organisation that say what somebody does, of schema.org, in words. Broad ones (Organization, Corporation) say nothing. */
const INDUSTRIES: Readonly<Record<string, string>> = {
  AutoDealer: 'Automotive',
  AutomotiveBusiness: 'Automotive',
  BankOrCreditUnion: 'Finance',
  CollegeOrUniversity: 'Education',
  EducationalOrganization: 'Education',
  EmploymentAgency: 'Staffing',
  FinancialService: 'Finance',
  FoodEstablishment: 'Hospitality',
  GeneralContractor: 'Construction',
  GovernmentOrganization: 'Government',
  HomeAndConstructionBusiness: 'Construction',
  Hospital: 'Health care',
  Hotel: 'Hospitality',
  InsuranceAgency: 'Insurance',
  LegalService: 'Legal services',
  LodgingBusiness: 'Hospitality',
  MedicalOrganization: 'Health care',
  MovingCompany: 'Logistics',
  NGO: 'Non-profit',
  NewsMediaOrganization: 'Media',
  OnlineStore: 'Retail',
  RealEstateAgent: 'Real estate',
  Restaurant: 'Hospitality',
  School: 'Education',
  Store: 'Retail',
  TravelAgency: 'Travel',
}
const ORGANIZATIONS = new Set([
  'Organization',
  'Corporation',
  'LocalBusiness',
  'OnlineBusiness',
  ...Object.keys(INDUSTRIES),
])

const LONGEST_NAME = 120
const LONGEST_TEXT = 400
/** More than anybody has; a site that says so means something else. */
const MOST_STAFF = 5_000_000

/** What a page says of the company whose it is. Nothing is guessed: what is not said is not found. */
export function findingsOf(url: string, page: SitePage): Finding[] {
  const company = page.data.find(isOrganization)
  const found = (fact: string, place: string, value: Finding['value'] | undefined, text = String(value)): Finding[] =>
    value === undefined ? [] : [{ fact, value, evidence: { url, place, text: text.slice(0, LONGEST_TEXT) } }]
  const description = company && textOf(company.description, LONGEST_TEXT)
  const told = page.meta.get('description') ?? page.meta.get('og:description')
  const technologies = technologiesOf(page)
  return [
    ...nameOf(company, page).flatMap(([place, name]) => found('company.name', place, name)),
    ...(description
      ? found('company.description', 'json-ld', description)
      : found('company.description', 'meta description', textOf(told, LONGEST_TEXT))),
    ...found('company.country', 'json-ld address', company && countryOf(company)),
    ...industryOf(company).flatMap(([place, industry]) => found('company.industry', place, industry)),
    ...found('company.staff', 'json-ld numberOfEmployees', company && staffOf(company)),
    ...(technologies.length > 0
      ? found(
          'company.technologies',
          'generator and scripts',
          technologies.map(({ id }) => id),
          technologies.map(({ seen }) => seen).join(', '),
        )
      : []),
  ]
}

function isOrganization(data: Data): boolean {
  return typesOf(data).some(type => ORGANIZATIONS.has(type))
}

function typesOf(data: Data): string[] {
  const types = Array.isArray(data['@type']) ? data['@type'] : [data['@type']]
  return types.filter(type => typeof type === 'string').map(type => type.replace(/^https?:\/\/schema\.org\//, ''))
}

/** A title is a name only where the site itself says so: titles advertise. */
function nameOf(company: Data | undefined, page: SitePage): [string, string][] {
  const said = company && textOf(company.legalName ?? company.name, LONGEST_NAME)
  if (said) return [['json-ld', said]]
  const site = textOf(page.meta.get('og:site_name') ?? page.meta.get('application-name'), LONGEST_NAME)
  if (site) return [['meta og:site_name', site]]
  const parts = (page.title ?? '').split(/\s+[|–—·-]\s+/).map(part => part.trim())
  const short = parts.length > 1 ? parts.findLast(part => part.length <= 40) : undefined
  return short ? [['title', short]] : []
}

function countryOf(company: Data): string | undefined {
  const addresses = Array.isArray(company.address) ? company.address : [company.address]
  for (const address of addresses) {
    const country = isObject(address) ? address.addressCountry : undefined
    const name = textOf(isObject(country) ? (country.identifier ?? country.name) : country, 60)
    if (name) return /^[a-z]{2}$/i.test(name) ? name.toUpperCase() : name
  }
  return undefined
}

function industryOf(company: Data | undefined): [string, string][] {
  if (!company) return []
  const said = textOf(company.industry, 80)
  if (said) return [['json-ld industry', said]]
  const type = typesOf(company).find(one => Object.hasOwn(INDUSTRIES, one))
  const industry = type && INDUSTRIES[type]
  return industry ? [['json-ld @type', industry]] : []
}

/** A number, or the least of a range. */
function staffOf(company: Data): number | undefined {
  const said = company.numberOfEmployees
  const value = isObject(said) ? (said.value ?? said.minValue) : said
  const number = typeof value === 'string' ? Number(value.replaceAll(/[\s,.']/g, '').replace(/\+$/, '')) : value
  return typeof number === 'number' && Number.isInteger(number) && number > 0 && number <= MOST_STAFF
    ? number
    : undefined
}

/** One line of readable text, or nothing: bytes that were no UTF-8 make no fact. */
function textOf(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  if (text === '' || text.includes('\ufffd') || text.includes('<')) return undefined
  return text.length > longest
    ? `${text
        .slice(0, longest - 1)
        .trimEnd()
        .toWellFormed()}…`
    : text
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
