import { useEffect, useState } from 'preact/hooks'
import type { LeadSort, Temperature } from '#server/http/api-type.ts'
import { STAGES, TEMPERATURES } from '../words.ts'
import { type LeadFilters, page } from './leads-list.ts'

interface LeadFilterBarProps {
  readonly filters: LeadFilters
  readonly onChange: (filters: LeadFilters) => void
}

const SORTS: Readonly<Record<LeadSort, string>> = {
  action: 'Waiting first',
  newest: 'Newest first',
  score: 'Highest score first',
}
const MARKS = { priority: 'Priority accounts', committee: 'Buying committees', flagged: 'To be checked' } as const
/** Typing settles before the list is asked for. */
const SETTLE_MS = 200

export function LeadFilterBar({ filters, onChange }: LeadFilterBarProps) {
  const counts = page.value?.counts
  const set = (part: LeadFilters) => onChange({ ...filters, ...part })
  return (
    <div class="filters">
      <fieldset class="chips">
        <legend class="visually-hidden">Temperature</legend>
        <button
          type="button"
          class="chip"
          aria-pressed={!filters.temperature && !filters.held && filters.queue !== 'marketing'}
          onClick={() => set({ temperature: undefined, held: undefined, queue: undefined })}
        >
          All <span class="number quiet">{counts?.all ?? ''}</span>
        </button>
        {(Object.keys(TEMPERATURES) as Temperature[]).map(temperature => (
          <button
            type="button"
            key={temperature}
            class="chip"
            aria-pressed={filters.temperature === temperature}
            onClick={() => set({ temperature: filters.temperature === temperature ? undefined : temperature })}
          >
            {TEMPERATURES[temperature]} <span class="number quiet">{counts?.[temperature] ?? ''}</span>
          </button>
        ))}
        {(filters.held || (page.value?.held ?? 0) > 0) && (
          <button
            type="button"
            class="chip"
            aria-pressed={filters.held === 'yes'}
            onClick={() => set({ held: filters.held ? undefined : 'yes' })}
          >
            Held back <span class="number quiet">{page.value?.held ?? ''}</span>
          </button>
        )}
        {(filters.queue === 'marketing' || (page.value?.withMarketing ?? 0) > 0) && (
          <button
            type="button"
            class="chip"
            aria-pressed={filters.queue === 'marketing'}
            title="Their source is marketing’s, and they are no MQL yet"
            onClick={() => set({ queue: filters.queue === 'marketing' ? undefined : 'marketing' })}
          >
            With marketing <span class="number quiet">{page.value?.withMarketing ?? ''}</span>
          </button>
        )}
      </fieldset>
      <div class="filter-row">
        <SearchBox value={filters.q ?? ''} onText={q => set({ q: q || undefined })} />
        <Choice
          label="Stage"
          value={filters.stage ?? ''}
          options={[['', 'Any stage'], ...Object.entries(STAGES)]}
          onChange={stage => set({ stage: (stage || undefined) as LeadFilters['stage'] })}
        />
        <Choice
          label="Owner"
          value={filters.owner ?? ''}
          options={[
            ['', 'Any owner'],
            ...(page.value?.owners ?? []).map(owner => [owner.id, owner.name] as const),
            ['none', 'Nobody'],
          ]}
          onChange={owner => set({ owner: owner || undefined })}
        />
        <Choice
          label="Source"
          value={filters.source ?? ''}
          options={[['', 'Any source'], ...sourceChoices(filters.source)]}
          onChange={source => set({ source: source || undefined })}
        />
        <Choice
          label="Mark"
          value={filters.mark ?? ''}
          options={[['', 'Any mark'], ...Object.entries(MARKS)]}
          onChange={mark => set({ mark: (mark || undefined) as LeadFilters['mark'] })}
        />
        <Choice
          label="Order"
          value={filters.sort ?? 'action'}
          options={Object.entries(SORTS)}
          onChange={sort => set({ sort: sort === 'action' ? undefined : (sort as LeadSort) })}
        />
      </div>
    </div>
  )
}

/** The one that is asked for is among them, however rare. */
function sourceChoices(chosen: string | undefined): (readonly [string, string])[] {
  const common = page.value?.sources ?? []
  const rare = chosen && !common.some(({ source }) => source === chosen) ? [[chosen, chosen] as const] : []
  return [...rare, ...common.map(({ source, count }) => [source, `${source} (${count.toLocaleString('en')})`] as const)]
}

function SearchBox({ value, onText }: { readonly value: string; readonly onText: (text: string) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onText(text.trim()), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <input
      type="search"
      class="input"
      data-size="small"
      aria-label="Search name, company or e-mail"
      placeholder="Name, company or e-mail"
      value={text}
      onInput={event => setText(event.currentTarget.value)}
    />
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
  readonly onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <select
      class="input"
      data-size="small"
      aria-label={label}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
    >
      {options.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  )
}
