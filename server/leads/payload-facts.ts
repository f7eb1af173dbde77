import type { Fact, Facts } from '#flows/condition.ts'
import { readFact } from '#flows/read-fact.ts'
import { campaignOf } from './campaign.ts'
import type { CardCampaign } from './lead-card-type.ts'
import { strongestFacts, type ToldFact } from './lead-facts.ts'

/** What is known of somebody's job and company beside the answers, for machines: null = nobody told. */
export interface PayloadFacts {
  /** Job title, as sales or another system told it. */
  readonly title: string | null
  readonly companyDetails: {
    readonly domain: string | null
    /** Slug of an industry where it could be read, else as told. */
    readonly industry: string | null
    readonly staff: number | null
    /** A year, in whole units of whatever currency it was told in. */
    readonly revenue: number | null
    /** ISO 3166 alpha-2 where it could be read, else as told. */
    readonly country: string | null
    readonly market: string | null
    /** In lower case. */
    readonly technologies: readonly string[]
    readonly description: string | null
  }
  readonly crm: {
    readonly stage: string | null
    readonly owner: string | null
    readonly contacted: boolean | null
    readonly lost: boolean | null
  }
  /** Parts of the address that brought them (`utm_source`…); null = none. */
  readonly campaign: CardCampaign | null
}

/** Reads them from what others told of a lead, and from its answers where the campaign stands. */
export function payloadFacts(told: readonly ToldFact[], answered: Facts): PayloadFacts {
  const facts = strongestFacts(told)
  const text = (fact: string) => textOf(read(facts, fact))
  const number = (fact: string) => numberOf(facts[fact])
  const isSo = (fact: string) => (typeof facts[fact] === 'boolean' ? facts[fact] : null)
  return {
    title: text('title'),
    companyDetails: {
      domain: text('company.domain'),
      industry: text('company.industry'),
      staff: number('company.staff'),
      revenue: number('company.revenue'),
      country: text('company.country'),
      market: text('company.market'),
      technologies: listOf(read(facts, 'company.technologies')),
      description: text('company.description'),
    },
    crm: {
      stage: text('crm.stage'),
      owner: text('crm.owner'),
      contacted: isSo('crm.contacted'),
      lost: isSo('crm.lost'),
    },
    campaign: campaignOf(answered),
  }
}

/** Whoever told it: a CRM writes `Germany`, a colleague chose `DE`. */
function read(facts: Facts, fact: string): Fact | undefined {
  const told = facts[fact]
  return told === undefined ? undefined : readFact(fact, told)
}

function textOf(value: Fact | undefined): string | null {
  return value === undefined || typeof value === 'object' ? null : String(value)
}

function numberOf(value: Fact | undefined): number | null {
  return typeof value === 'number' ? value : null
}

function listOf(value: Fact | undefined): readonly string[] {
  return typeof value === 'object' ? value : typeof value === 'string' ? [value] : []
}
