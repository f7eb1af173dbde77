import type { Condition } from '#flows/condition.ts'
import { factInWords } from '../../fact-words.ts'
import { Icon } from '../../ui/icon.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { useScoreChoices } from './score-choices.ts'

/** Which acts a rule looks at, as a rule holds it. */
export interface Filter {
  readonly event?: string | undefined
  readonly path?: string | undefined
  readonly name?: string | undefined
  readonly file?: string | undefined
  readonly where?: Condition | undefined
  readonly minSeconds?: number | undefined
  readonly minScrolled?: number | undefined
}

interface ActFilterProps {
  /** For screen readers, where there is more than one: `First act`. */
  readonly label?: string
  readonly filter: Filter
  /** Any act will do: offers that. */
  readonly any?: boolean
  readonly set: (change: Filter, key: string) => void
}

const GROUPS: Readonly<Record<string, string>> = {
  page: 'On the site',
  email: 'E-mail',
  social: 'Social',
  content: 'Content',
  webinar: 'Webinars',
  product: 'Product',
  support: 'Support',
  direct: 'Direct contact',
  call: 'Calls',
  crm: 'CRM',
  custom: 'Your own',
}

/** Which act, and where or of what name. */
export function ActFilter({ label = 'Act', filter, any, set }: ActFilterProps) {
  const { acts } = useScoreChoices()
  const groups = Map.groupBy(acts, ({ group }) => group)
  const known = filter.event === undefined || acts.some(({ slug }) => slug === filter.event)
  return (
    <>
      <select
        class="input"
        aria-label={label}
        value={filter.event ?? ''}
        onChange={event => {
          const picked = event.currentTarget.value
          // What narrowed the other act says nothing about this one.
          set({ event: picked || undefined, ...WIDE }, 'event')
        }}
      >
        {any && <option value="">Any act</option>}
        {!known && <option value={filter.event}>{factInWords(filter.event ?? '')}</option>}
        {[...groups].map(([group, list]) => (
          <optgroup key={group} label={GROUPS[group] ?? group}>
            {list.map(({ slug, label: name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <Where filter={filter} set={set} />
      <Stay filter={filter} set={set} />
    </>
  )
}

function Where({ filter, set }: Pick<ActFilterProps, 'filter' | 'set'>) {
  const part = PARTS[filter.event ?? '']
  if (!part) return null
  return (
    <input
      class="input"
      aria-label={part.label}
      placeholder={part.placeholder}
      value={filter[part.name] ?? ''}
      onInput={event => set({ [part.name]: event.currentTarget.value || undefined }, part.name)}
    />
  )
}

/** How long and how far a page was read; nothing for acts that have no page to read. */
function Stay({ filter, set }: Pick<ActFilterProps, 'filter' | 'set'>) {
  const { event = '', minSeconds, minScrolled } = filter
  const isAsked = minSeconds !== undefined || minScrolled !== undefined
  if (!isAsked && !READABLE.has(event)) return null
  if (!isAsked) {
    return (
      <button
        type="button"
        class="button"
        data-look="plain"
        data-size="small"
        onClick={() => set({ minSeconds: 30 }, 'seconds')}
      >
        <Icon name="plus" />
        Only when read
      </button>
    )
  }
  return (
    <>
      <NumberField
        quiet
        label="Seconds in view at least"
        unit="seconds or more"
        placeholder="any"
        min={1}
        max={86_400}
        value={minSeconds}
        onNumber={seconds => set({ minSeconds: seconds ?? undefined }, 'seconds')}
      />
      <NumberField
        quiet
        label="Percent of the page seen at least"
        unit="% of the page"
        placeholder="any"
        min={1}
        max={100}
        value={minScrolled}
        onNumber={percent => set({ minScrolled: percent ?? undefined }, 'scrolled')}
      />
    </>
  )
}

const READABLE: ReadonlySet<string> = new Set([
  'page_viewed',
  'content_seen',
  'article_read',
  'case_study_read',
  'infographic_seen',
  'price_list_seen',
  'webinar_page_seen',
])

const WIDE = {
  path: undefined,
  name: undefined,
  file: undefined,
  where: undefined,
  minSeconds: undefined,
  minScrolled: undefined,
} as const satisfies Filter

const PARTS: Readonly<
  Record<string, { readonly name: 'path' | 'file' | 'name'; readonly label: string; readonly placeholder: string }>
> = {
  page_viewed: { name: 'path', label: 'Path of the page, * for any letters', placeholder: 'any page' },
  downloaded: { name: 'file', label: 'File, * for any letters', placeholder: 'any file' },
  custom: { name: 'name', label: 'Name of the event', placeholder: 'name' },
}
