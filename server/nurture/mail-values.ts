import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { describeAnswer } from '#flows/fields/index.ts'
import type { Answer } from '#flows/flow.ts'
import { loadRelease, type Release } from '../publishing/live.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { loadToldOf } from './condition-facts.ts'
import type { MailValues } from './fill-in.ts'

const LONGEST = 120
/** An address somebody left in a name: mail programs would make a link of it, and the mail an advertisement of theirs. */
const LOOKS_LIKE_LINK = /:\/\/|www\.|[\p{L}\d]\.[\p{L}]{2,}(\/|\b)|@/iu

interface ValuesInput {
  readonly lead: LeadTable
  /** Language of the mail: answers are said in it. */
  readonly locale: string
  readonly publicUrl: string
}

/** What a mail to a lead may name. */
export async function loadMailValues(
  db: Kysely<Database>,
  { lead, locale, publicUrl }: ValuesInput,
): Promise<MailValues> {
  const release = await loadRelease(db, lead.workspace_id, lead.release_id)
  const told = (await loadToldOf(db, lead.workspace_id, [lead.id])).get(lead.id) ?? {}
  const facts = { ...(JSON.parse(lead.facts_json) as Facts), ...told } // written by `toLeadRow` only
  const { name: workspace } = await db
    .selectFrom('workspaces')
    .select('name')
    .where('id', '=', lead.workspace_id)
    .executeTakeFirstOrThrow()
  const [first, ...rest] = (lead.name ?? '').trim().split(/\s+/)
  return {
    'contact.first_name': plain(factEnding(facts, '.first') ?? first),
    'contact.last_name': plain(factEnding(facts, '.family') ?? rest.join(' ')),
    'contact.name': plain(lead.name),
    'company.name': plain(lead.company ?? facts['company.name']),
    'owner.name': lead.owner_name ?? undefined,
    'owner.first_name': lead.owner_name?.split(' ')[0],
    'owner.email': lead.owner_email ?? undefined,
    'owner.booking_link': await bookingLinkOf(db, { lead, release, publicUrl }),
    'workspace.name': workspace,
    ...answersInWords(release, facts, locale),
  }
}

/** Somebody to show a mail for while no lead is chosen. */
export const SAMPLE_VALUES: MailValues = {
  'contact.first_name': 'Ida',
  'contact.last_name': 'Falk',
  'contact.name': 'Ida Falk',
  'company.name': 'Nordvik Cold',
  'owner.name': 'Mara Lind',
  'owner.first_name': 'Mara',
  'owner.email': 'mara@example.com',
  'owner.booking_link': 'https://example.com/book',
  'workspace.name': 'Your company',
}

function factEnding(facts: Facts, end: string): string | undefined {
  const found = Object.entries(facts).find(
    ([name, value]) => /^[a-z]\w*\.\w+$/.test(name) && name.endsWith(end) && value,
  )
  return typeof found?.[1] === 'string' ? found[1] : undefined
}

/** What a visitor typed, where it can be what it says to be. */
function plain(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return text === '' || text.length > LONGEST || LOOKS_LIKE_LINK.test(text) ? undefined : text
}

function answersInWords(release: Release | null, facts: Facts, locale: string): Record<string, string> {
  const answers: Record<string, string> = {}
  for (const [id, field] of Object.entries(release?.flow.fields ?? {})) {
    const value = facts[id] as Answer | undefined // facts under a field's name are its answer
    if (value === undefined) continue
    const words = plain(describeAnswer(field, value, locale))
    if (words !== undefined) answers[`answer.${id}`] = words
  }
  return answers
}

/** The owner's own link; without one the page of a published flow that asks for a demo. */
async function bookingLinkOf(
  db: Kysely<Database>,
  { lead, release, publicUrl }: Pick<ValuesInput, 'lead' | 'publicUrl'> & { readonly release: Release | null },
): Promise<string | undefined> {
  const own = release?.routing.people.find(({ id }) => id === lead.owner_id)?.bookingUrl
  if (own !== undefined) return own
  const flows = await db
    .selectFrom('flows')
    .innerJoin('sites', join =>
      join.onRef('sites.workspace_id', '=', 'flows.workspace_id').onRef('sites.id', '=', 'flows.site_id'),
    )
    .select(['flows.id', 'flows.live_release_id', 'sites.key'])
    .where('flows.workspace_id', '=', lead.workspace_id)
    .where('flows.live_release_id', 'is not', null)
    .orderBy('flows.id')
    .execute()
  for (const flow of flows) {
    const live = flow.live_release_id && (await loadRelease(db, lead.workspace_id, flow.live_release_id))
    if (live && live.flow.request === 'demo') return `${publicUrl}/f/${flow.key}/${flow.id}`
  }
  return undefined
}
