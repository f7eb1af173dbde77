import { countryOptions } from '#flows/country.ts'
import type { Field, Flow } from '#flows/flow.ts'
import { LEVELS } from '../flow-words.ts'

/** A fact a condition can read, as the form offers it. */
export interface FactInfo {
  readonly fact: string
  readonly label: string
  readonly type: 'option' | 'options' | 'number' | 'text' | 'yes_no'
  readonly options?: readonly { readonly id: string; readonly label: string }[]
  /** Facts of one group stand together in a long list. */
  readonly group?: string
}

/** Where a condition stands decides what it can know. */
export type FactScope = 'step' | 'score' | 'routing'

export function factsFor(flow: Pick<Flow, 'fields'>, scope: FactScope): FactInfo[] {
  const asked = Object.entries(flow.fields).flatMap(([id, field]) => factsOfField(labelOf(id), id, field))
  const visit = scope === 'step' ? CONTEXT : [...CONTEXT, ...BEHIND_THE_VISIT]
  const known = [...grouped('Answers', asked), ...grouped('The visit', visit)]
  return scope === 'routing' ? [...grouped('The score', ROUTING), ...known] : known
}

export function grouped(group: string, facts: readonly FactInfo[]): FactInfo[] {
  return facts.map(info => ({ ...info, group }))
}

function factsOfField(label: string, id: string, field: Field): FactInfo[] {
  switch (field.kind) {
    case 'choice':
      return [{ fact: id, label, type: 'option', options: field.options }]
    case 'multi_choice':
      return [{ fact: id, label, type: 'options', options: field.options }]
    case 'role':
      return [
        { fact: id, label, type: 'option', options: field.options },
        { fact: `${id}.level`, label: `${label} level`, type: 'option', options: LEVEL_OPTIONS },
      ]
    case 'size':
    case 'money':
      return [
        { fact: id, label, type: 'option', options: field.options },
        { fact: `${id}.min`, label: `${label} from`, type: 'number' },
        { fact: `${id}.max`, label: `${label} up to`, type: 'number' },
        ...(field.kind === 'money'
          ? [{ fact: `${id}.top`, label: `${label} is the largest`, type: 'yes_no' } as const]
          : []),
      ]
    case 'timeline':
      return [
        { fact: id, label, type: 'option', options: field.options },
        { fact: `${id}.days`, label: `${label} in days`, type: 'number' },
      ]
    case 'email':
      return [
        { fact: `${id}.domain`, label: `${label} domain`, type: 'text' },
        { fact: `${id}.free`, label: `${label} is a private mailbox`, type: 'yes_no' },
        { fact: `${id}.disposable`, label: `${label} is a throw-away mailbox`, type: 'yes_no' },
      ]
    case 'date':
      return [
        { fact: id, label, type: 'text' },
        { fact: `${id}.year`, label: `${label} year`, type: 'number' },
        { fact: `${id}.month`, label: `${label} month`, type: 'number' },
      ]
    case 'hidden':
      return field.values
        ? [{ fact: id, label, type: 'option', options: field.values.map(value => ({ id: value, label: value })) }]
        : [{ fact: id, label, type: 'text' }]
    case 'rating':
    case 'number':
      return [{ fact: id, label, type: 'number' }]
    case 'consent':
      return [{ fact: id, label, type: 'yes_no' }]
    default:
      return [{ fact: id, label, type: 'text' }]
  }
}

/** The id in words tells fields apart better than a long question does. */
function labelOf(id: string): string {
  const words = id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const LEVEL_OPTIONS = Object.entries(LEVELS).map(([id, label]) => ({ id, label }))

const options = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([id, label]) => ({ id, label }))

/** By name, as a list to pick from. */
export const COUNTRIES = countryOptions()

const ROUTING: FactInfo[] = [
  {
    fact: 'temperature',
    label: 'Temperature',
    type: 'option',
    options: options(['hot', 'Hot'], ['warm', 'Warm'], ['cold', 'Cold']),
  },
  { fact: 'score', label: 'Score', type: 'number' },
  { fact: 'fit', label: 'Fit', type: 'number' },
  { fact: 'engagement', label: 'Engagement', type: 'number' },
  { fact: 'disqualified', label: 'Disqualified', type: 'text' },
  { fact: 'owner.known', label: 'Has an owner already', type: 'yes_no' },
]

/** Parts of the world by the first word of a time zone. */
export const WORLD = options(
  ['Europe', 'Europe'],
  ['America', 'The Americas'],
  ['Asia', 'Asia'],
  ['Africa', 'Africa'],
  ['Australia', 'Australia'],
  ['Pacific', 'Pacific'],
  ['Indian', 'Indian Ocean'],
  ['Atlantic', 'Atlantic'],
)

const CONTEXT: FactInfo[] = [
  { fact: 'page.path', label: 'Page path', type: 'text' },
  { fact: 'page.host', label: 'Page host', type: 'text' },
  { fact: 'lang', label: 'Language', type: 'text' },
  {
    fact: 'device',
    label: 'Device',
    type: 'option',
    options: options(['mobile', 'Phone or tablet'], ['desktop', 'Computer']),
  },
  { fact: 'referrer.host', label: 'Came from', type: 'text' },
  { fact: 'utm.source', label: 'Campaign source', type: 'text' },
  { fact: 'utm.medium', label: 'Campaign medium', type: 'text' },
  { fact: 'utm.campaign', label: 'Campaign name', type: 'text' },
  { fact: 'timeZone', label: 'Time zone', type: 'text' },
  { fact: 'timeZone.area', label: 'Part of the world', type: 'option', options: WORLD },
]

/** What only the server knows of a visit: no step of a conversation can depend on it. */
const BEHIND_THE_VISIT: FactInfo[] = [
  { fact: 'source.priority', label: 'Priority of the source (1 comes first)', type: 'number' },
  {
    fact: 'source.owner',
    label: 'Who works with the source',
    type: 'option',
    options: options(['marketing', 'Marketing'], ['sales', 'Sales']),
  },
  {
    fact: 'browser',
    label: 'Browser',
    type: 'option',
    options: options(
      ['chrome', 'Chrome'],
      ['edge', 'Edge'],
      ['firefox', 'Firefox'],
      ['safari', 'Safari'],
      ['opera', 'Opera'],
      ['samsung', 'Samsung Internet'],
      ['other', 'Another one'],
    ),
  },
  {
    fact: 'os',
    label: 'System',
    type: 'option',
    options: options(
      ['windows', 'Windows'],
      ['macos', 'macOS'],
      ['ios', 'iOS'],
      ['android', 'Android'],
      ['chromeos', 'ChromeOS'],
      ['linux', 'Linux'],
      ['other', 'Another one'],
    ),
  },
]
