import '../leads/inbox.css'
import '../leads/lead-table.css'
import './accounts.css'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { AccountRow, AccountSort, AccountsPage as Page } from '#server/http/api-type.ts'
import { get, query as search } from '../api.ts'
import { LeadViews } from '../lifecycle/lead-views.tsx'
import { may } from '../me.ts'
import { Icon } from '../ui/icon.tsx'
import { fail } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { When } from '../ui/when.tsx'
import { count, whole } from '../words.ts'
import { Marks } from './account-marks.tsx'

/** Typing settles before the list is asked for. */
const SETTLE_MS = 200

const SORTS: Readonly<Record<AccountSort, string>> = {
  score: 'Highest score first',
  people: 'Most people first',
  newest: 'Newest first',
  domain: 'By domain',
}

/** The companies behind the leads: who has several people here, and who matters most. */
export function AccountsPage() {
  const { route, query } = useLocation()
  const filters = { q: query.q, priority: query.priority, committee: query.committee, sort: query.sort }
  const key = search(filters)
  const { data, error, reload, replace } = useLoad<Page>(`accounts${key}`, () => get<Page>(`/accounts${key}`))
  useEffect(() => {
    document.title = 'Accounts · Parley'
  }, [])
  const set = (part: Partial<typeof filters>) => route(`/studio/leads/accounts${search({ ...filters, ...part })}`, true)
  const more = async (from: number) => {
    if (!data) return
    const next = await get<Page>(`/accounts${search({ ...filters, from: String(from) })}`)
    const known = new Set(data.accounts.map(({ domain }) => domain))
    replace({ ...next, accounts: [...data.accounts, ...next.accounts.filter(({ domain }) => !known.has(domain))] })
  }
  return (
    <section class="inbox" aria-label="Accounts">
      <header class="inbox-head">
        <h1>Leads</h1>
        <div class="row">
          <a class="button" data-size="small" href="/studio/leads/priority">
            Priority list
          </a>
          <a class="button" data-size="small" href="/studio/leads/competitors">
            Competitors
          </a>
          {may('export_leads') && (
            <a class="button" data-size="small" href="/api/accounts.csv" download>
              <Icon name="download" />
              Export CSV
            </a>
          )}
        </div>
      </header>
      <div class="views">
        <LeadViews here="/studio/leads/accounts" />
      </div>
      <div class="filters">
        <div class="filter-row">
          <Search value={filters.q ?? ''} onText={q => set({ q: q || undefined })} />
          <Toggle label="Priority" on={filters.priority === 'yes'} onFlip={priority => set({ priority })} />
          <Toggle label="Buying committee" on={filters.committee === 'yes'} onFlip={committee => set({ committee })} />
          <select
            class="input"
            data-size="small"
            aria-label="Order"
            value={filters.sort ?? 'score'}
            onChange={event =>
              set({ sort: event.currentTarget.value === 'score' ? undefined : event.currentTarget.value })
            }
          >
            {Object.entries(SORTS).map(([id, label]) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
          {data && <span class="quiet number">{count(data.count, 'account')}</span>}
        </div>
      </div>
      {error ? <Trouble error={error} retry={reload} /> : null}
      {!error && data && data.accounts.length === 0 && <Nothing filtered={key !== ''} page={data} />}
      {!error && data && data.accounts.length > 0 && (
        <>
          <AccountTable rows={data.accounts} onOpen={domain => route(`/studio/leads/accounts/${domain}`)} />
          {data.next !== null && (
            <button type="button" class="button more" onClick={() => more(data.next ?? 0).catch(fail)}>
              Show more
            </button>
          )}
        </>
      )}
    </section>
  )
}

interface AccountTableProps {
  readonly rows: readonly AccountRow[]
  readonly onOpen: (domain: string) => void
}

function AccountTable({ rows, onOpen }: AccountTableProps) {
  return (
    <table class="lead-table account-table">
      <thead>
        <tr>
          <th scope="col" class="cell-score">
            Score
          </th>
          <th scope="col">Account</th>
          <th scope="col" class="cell-people number">
            People
          </th>
          <th scope="col" class="cell-marks">
            Marks
          </th>
          <th scope="col" class="cell-owner">
            Owner
          </th>
          <th scope="col" class="cell-when">
            Newest act
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          // The click on the row is a convenience for pointers; keyboards and screen readers use the link inside.
          <tr key={row.domain} onClick={() => onOpen(row.domain)}>
            <td class="cell-score">
              <strong class="number">{whole(row.score)}</strong>
            </td>
            <td class="cell-who">
              <a href={`/studio/leads/accounts/${row.domain}`}>{row.name ?? row.domain}</a>
              <span class="quiet">
                {row.name && row.domain}
                {row.domains.length > 0 && `${row.name ? ' · ' : ''}${count(row.domains.length, 'more domain')}`}
              </span>
              <span class="marks">
                <Marks committee={row.committee} priority={row.priority} />
              </span>
            </td>
            <td class="cell-people number">{row.people}</td>
            <td class="cell-marks">
              <span class="marks">
                <Marks committee={row.committee} priority={row.priority} />
              </span>
            </td>
            <td class="cell-owner">
              <span>{row.owner?.name ?? <span class="quiet">Nobody</span>}</span>
            </td>
            <td class="cell-when quiet">
              <When at={row.newestAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Nothing({ filtered, page }: { readonly filtered: boolean; readonly page: Page }) {
  if (!filtered)
    return (
      <div class="empty">
        <h2>Companies will appear here</h2>
        <p>
          Every lead with a business address belongs to the account of its domain. Private mailboxes belong to none.
        </p>
        <a class="button" data-look="main" href="/studio/leads/priority">
          List the companies you want
        </a>
      </div>
    )
  return (
    <div class="empty">
      <h2>No account matches</h2>
      <p>
        {page.priorityLines === 0
          ? 'There is no priority list yet: paste the domains you care about.'
          : 'Take a filter away to see more.'}
      </p>
      <a class="button" href={page.priorityLines === 0 ? '/studio/leads/priority' : '/studio/leads/accounts'}>
        {page.priorityLines === 0 ? 'Make a priority list' : 'Show all accounts'}
      </a>
    </div>
  )
}

interface ToggleProps {
  readonly label: string
  readonly on: boolean
  readonly onFlip: (value: 'yes' | undefined) => void
}

function Toggle({ label, on, onFlip }: ToggleProps) {
  return (
    <button type="button" class="chip" aria-pressed={on} onClick={() => onFlip(on ? undefined : 'yes')}>
      {label}
    </button>
  )
}

function Search({ value, onText }: { readonly value: string; readonly onText: (text: string) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onText(text.trim()), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <input
      class="input"
      data-size="small"
      type="search"
      aria-label="Search accounts"
      placeholder="Domain or company"
      value={text}
      onInput={event => setText(event.currentTarget.value)}
    />
  )
}
