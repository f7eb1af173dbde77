import type { FieldKindName, Flow } from '#flows/flow.ts'
import type { ImportKind } from './import-type.ts'

/** What a column can be. */
export interface Target {
  /** `email`, `field:role`, `fact:company.industry`, `property:*`. */
  readonly id: string
  readonly label: string
  readonly required?: boolean
  /** Headers by which it is guessed, letters and digits only. */
  readonly aliases: readonly string[]
}

const EMAIL: Target = {
  id: 'email',
  label: 'E-mail address',
  aliases: [
    'email',
    'mail',
    'emailaddress',
    'workemail',
    'businessemail',
    'contactemail',
    'emailadresse',
    'correo',
    'courriel',
    'epost',
  ],
}
const LEAD: Target = {
  id: 'lead',
  label: 'Id of the lead in Parley',
  aliases: ['lead', 'leadid', 'parleyid', 'parleylead'],
}
const AT: Target = {
  id: 'at',
  label: 'When',
  aliases: [
    'at',
    'date',
    'time',
    'timestamp',
    'datetime',
    'when',
    'occurredat',
    'eventdate',
    'eventtime',
    'closedate',
    'closedat',
    'datum',
    'fecha',
  ],
}
const ID: Target = {
  id: 'id',
  label: 'Id, to import again without doubling',
  aliases: ['id', 'eventid', 'externalid', 'dealid', 'opportunityid', 'recordid'],
}

const LEADS: readonly Target[] = [
  { ...EMAIL, required: true },
  { id: 'name', label: 'Name', aliases: ['name', 'fullname', 'contact', 'contactname', 'person', 'leadname'] },
  { id: 'first_name', label: 'Given name', aliases: ['firstname', 'givenname', 'vorname', 'nombre', 'prenom'] },
  {
    id: 'last_name',
    label: 'Family name',
    aliases: ['lastname', 'familyname', 'surname', 'nachname', 'apellido', 'nom'],
  },
  {
    id: 'company',
    label: 'Company',
    aliases: ['company', 'companyname', 'organisation', 'organization', 'account', 'accountname', 'firma', 'empresa'],
  },
  {
    id: 'phone',
    label: 'Phone',
    aliases: ['phone', 'phonenumber', 'mobile', 'telephone', 'tel', 'telefon', 'mobilephone'],
  },
  { id: 'source', label: 'Source', aliases: ['source', 'leadsource', 'utmsource', 'originalsource', 'channel'] },
  {
    id: 'created_at',
    label: 'Became a lead on',
    aliases: [
      'createdat',
      'created',
      'createdate',
      'createddate',
      'createdon',
      'date',
      'signupdate',
      'becamealeaddate',
    ],
  },
  { id: 'time_zone', label: 'Time zone', aliases: ['timezone', 'tz'] },
  {
    id: 'consent',
    label: 'Agreed to be contacted (yes or no)',
    aliases: ['consent', 'optin', 'contactconsent', 'gdprconsent', 'marketingconsent', 'permission'],
  },
]

const FACTS: readonly Target[] = [
  { id: 'fact:company.industry', label: 'Industry', aliases: ['industry', 'sector', 'branche'] },
  {
    id: 'fact:company.staff',
    label: 'Staff (number)',
    aliases: ['staff', 'employees', 'numberofemployees', 'headcount', 'noofemployees', 'employeecount'],
  },
  { id: 'fact:company.revenue', label: 'Revenue (number)', aliases: ['revenue', 'annualrevenue', 'turnover'] },
  { id: 'fact:company.country', label: 'Country', aliases: ['country', 'countrycode', 'land', 'pais'] },
  { id: 'fact:company.technologies', label: 'Technologies', aliases: ['technologies', 'techstack', 'technology'] },
  {
    id: 'fact:crm.stage',
    label: 'Stage in the CRM',
    aliases: ['crmstage', 'stage', 'leadstatus', 'lifecyclestage', 'status'],
  },
  {
    id: 'fact:crm.owner',
    label: 'Owner in the CRM',
    aliases: ['crmowner', 'owner', 'leadowner', 'salesperson', 'assignedto'],
  },
  { id: 'fact:company.market', label: 'Target market', aliases: ['market', 'targetmarket', 'segment'] },
  { id: 'fact:title', label: 'Job title', aliases: ['jobtitle', 'title', 'position'] },
  { id: 'fact:crm.contacted', label: 'Sales spoke to them (yes or no)', aliases: ['contacted', 'wascontacted'] },
  { id: 'fact:crm.lost', label: 'Lost before (yes or no)', aliases: ['lost', 'waslost', 'closedlost'] },
  { id: 'fact:crm.since', label: 'In the CRM since', aliases: ['customersince', 'crmsince', 'incrmsince'] },
]

const EVENTS: readonly Target[] = [
  EMAIL,
  LEAD,
  { id: 'visitor', label: 'Id of the visitor', aliases: ['visitor', 'visitorid'] },
  { id: 'type', label: 'Type of event', aliases: ['type', 'eventtype', 'event', 'action', 'activity', 'activitytype'] },
  { id: 'name', label: 'Name of a custom event', aliases: ['name', 'eventname'] },
  { ...AT, required: true },
  ID,
  { id: 'page', label: 'Page', aliases: ['page', 'path', 'url', 'pageurl'] },
  { id: 'property:subject', label: 'Subject', aliases: ['subject', 'emailsubject', 'subjectline'] },
  { id: 'property:title', label: 'Title', aliases: ['title', 'content', 'webinar', 'asset', 'campaign'] },
  { id: 'property:link', label: 'Link', aliases: ['link', 'clickedurl', 'linkurl'] },
  { id: 'property:sent_at', label: 'Mail sent at', aliases: ['sentat', 'sent', 'senddate'] },
  { id: 'property:user_agent', label: 'User agent', aliases: ['useragent', 'agent'] },
  { id: 'property:stage', label: 'Stage in the CRM', aliases: ['stage', 'dealstage', 'newstage'] },
  { id: 'property:*', label: 'Property, under its own name', aliases: [] },
]

const OUTCOMES: readonly Target[] = [
  EMAIL,
  LEAD,
  {
    id: 'kind',
    label: 'What came of it',
    required: true,
    aliases: ['kind', 'outcome', 'result', 'status', 'stage', 'dealstage'],
  },
  { ...AT, required: true },
  { id: 'amount', label: 'Amount', aliases: ['amount', 'value', 'dealvalue', 'dealamount', 'revenue'] },
  { id: 'currency', label: 'Currency', aliases: ['currency', 'currencycode', 'currencyisocode'] },
  {
    id: 'reason',
    label: 'Reason',
    aliases: ['reason', 'lossreason', 'lostreason', 'closedlostreason', 'rejectionreason'],
  },
  ID,
]

const ACCOUNTS: readonly Target[] = [
  {
    id: 'domain',
    label: 'Domain (may hold *)',
    required: true,
    aliases: ['domain', 'website', 'companydomain', 'companydomainname', 'url', 'site', 'pattern'],
  },
  { id: 'name', label: 'Company', aliases: ['name', 'company', 'companyname', 'account', 'accountname'] },
  { id: 'note', label: 'Note', aliases: ['note', 'notes', 'comment', 'description', 'tier'] },
]

/** What the columns of a file of this kind can be; those of leads include the questions of the flow. */
export function targetsOf(kind: ImportKind, flow?: Pick<Flow, 'fields'>): readonly Target[] {
  if (kind === 'events') return EVENTS
  if (kind === 'outcomes') return OUTCOMES
  if (kind === 'accounts') return ACCOUNTS
  // What the flow asks is what its points are for: it goes before facts of the same name.
  return [...LEADS, ...fieldTargets(flow?.fields ?? {}), ...FACTS]
}

/** What each column of a header may be, each target once; null where nothing fits. */
export function guessColumns(header: readonly string[], targets: readonly Target[]): (string | null)[] {
  const taken = new Set<string>()
  return header.map(name => {
    const plain = plainName(name)
    const found = targets.find(
      target => !taken.has(target.id) && (target.aliases.includes(plain) || plainName(target.id) === plain),
    )
    if (found) taken.add(found.id)
    return found?.id ?? null
  })
}

const ASKED = new Set([
  'choice',
  'multi_choice',
  'role',
  'size',
  'money',
  'timeline',
  'number',
  'text',
  'url',
  'date',
  'rating',
])

function fieldTargets(fields: Flow['fields']): Target[] {
  return Object.entries(fields)
    .filter(
      ([, field]) =>
        ASKED.has(field.kind) && !(field.kind === 'text' && (field.about === 'name' || field.about === 'company')),
    )
    .map(([id, field]) => ({
      id: `field:${id}`,
      label: `Answer: ${id.replaceAll('_', ' ')}`,
      aliases: [plainName(id), ...(ALIASES_OF_KINDS[field.kind] ?? [])],
    }))
}

/** Headers under which CRMs keep what such a question asks. */
const ALIASES_OF_KINDS: Readonly<Partial<Record<FieldKindName, readonly string[]>>> = {
  role: ['role', 'jobtitle', 'title', 'position', 'jobrole', 'function'],
  size: ['size', 'companysize', 'employees', 'numberofemployees', 'noofemployees', 'staff', 'headcount'],
  money: ['budget', 'budgetrange', 'budgetband'],
  timeline: ['timeline', 'timeframe', 'purchasetimeline'],
}

function plainName(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}*]/gu, '')
    .replaceAll(/\p{M}/gu, '')
}
