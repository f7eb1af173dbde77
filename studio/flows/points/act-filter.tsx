import type { Condition } from '#flows/condition.ts'
import { factInWords } from '../conditions/condition-rows.ts'
import { useScoreChoices } from './score-choices.ts'

/** Which acts a rule looks at, as a rule holds it. */
export interface Filter {
  readonly event?: string | undefined
  readonly path?: string | undefined
  readonly name?: string | undefined
  readonly file?: string | undefined
  readonly where?: Condition | undefined
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
          const narrowed = { path: undefined, name: undefined, file: undefined, where: undefined }
          set({ event: picked || undefined, ...narrowed }, 'event')
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

const PARTS: Readonly<
  Record<string, { readonly name: 'path' | 'file' | 'name'; readonly label: string; readonly placeholder: string }>
> = {
  page_viewed: { name: 'path', label: 'Path of the page, * for any letters', placeholder: 'any page' },
  downloaded: { name: 'file', label: 'File, * for any letters', placeholder: 'any file' },
  custom: { name: 'name', label: 'Name of the event', placeholder: 'name' },
}
