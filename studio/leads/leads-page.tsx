import './inbox.css'
import './lead-table.css'
import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { LeadViews } from '../lifecycle/lead-views.tsx'
import { may } from '../me.ts'
import { Icon } from '../ui/icon.tsx'
import { isTyping } from '../ui/is-typing.ts'
import { fail } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { count } from '../words.ts'
import { LeadCardPanel } from './lead-card.tsx'
import { LeadFilterBar } from './lead-filters.tsx'
import { LeadTable } from './lead-table.tsx'
import { arrivals, type LeadFilters, listen, loadLeads, loadMore, page, rows, trouble } from './leads-list.ts'

/** The inbox: who is here, why, and what to do next. `/studio/leads/{id}` opens a card beside it. */
export function LeadsPage() {
  const { route, query } = useLocation()
  const { params } = useRoute()
  const open = params.id
  const filters = readFilters(query)
  const address = new URLSearchParams(Object.entries(filters)).toString()
  const [news, setNews] = useState({ lead: '', number: 0 })

  useEffect(() => void loadLeads(filters), [address])
  useEffect(() => listen(lead => setNews(before => ({ lead, number: before.number + 1 }))), [])

  const go = (lead: string | undefined, replace = false) => {
    route(`/studio/leads${lead ? `/${lead}` : ''}${address && `?${address}`}`, replace)
    // Back to the row, so that the keyboard goes on where it was.
    if (!lead && open) document.querySelector<HTMLElement>(`.lead-table a[href="/studio/leads/${open}"]`)?.focus()
  }
  const filter = (next: LeadFilters) => {
    const search = new URLSearchParams(Object.entries(next).filter(([, value]) => value)).toString()
    route(`/studio/leads${open ? `/${open}` : ''}${search && `?${search}`}`, true)
  }
  useKeys(open, go)

  return (
    <div class="leads" data-open={open ? '' : undefined}>
      <section class="inbox" aria-label="Leads">
        <header class="inbox-head">
          <h1>Leads</h1>
          {may('export_leads') && (
            <a class="button" data-size="small" href="/api/leads.csv" download>
              <Icon name="download" />
              Export CSV
            </a>
          )}
        </header>
        <div class="views">
          <LeadViews here="/studio/leads" />
        </div>
        <LeadFilterBar filters={filters} onChange={filter} />
        {arrivals.value.length > 0 && (
          <button type="button" class="arrivals" onClick={() => void loadLeads(filters)}>
            <Icon name="up" />
            {count(arrivals.value.length, 'new lead')}: show
          </button>
        )}
        <Inbox
          filtered={address !== ''}
          open={open}
          onOpen={go}
          onRetry={() => void loadLeads(filters)}
          onMarketing={() => filter({ ...filters, temperature: undefined, queue: 'marketing' })}
        />
      </section>
      {open && (
        <LeadCardPanel key={open} id={open} news={news.lead === open ? news.number : 0} onClose={() => go(undefined)} />
      )}
    </div>
  )
}

interface InboxProps {
  readonly filtered: boolean
  readonly open: string | undefined
  readonly onOpen: (lead: string) => void
  readonly onRetry: () => void
  /** Shows those of marketing's queue instead. */
  readonly onMarketing: () => void
}

function Inbox({ filtered, open, onOpen, onRetry, onMarketing }: InboxProps) {
  if (trouble.value) return <Trouble error={trouble.value} retry={onRetry} />
  if (!page.value) return null
  if (rows.value.length === 0) {
    const { queue, withMarketing } = page.value
    if (queue === 'sales' && withMarketing > 0) return <WithMarketing leads={withMarketing} onShow={onMarketing} />
    return filtered ? <NothingMatches /> : <NoLeadsYet />
  }
  return (
    <>
      <LeadTable rows={rows.value} open={open} onOpen={onOpen} />
      {page.value.next && (
        <button type="button" class="button more" onClick={() => loadMore().catch(fail)}>
          Show more
        </button>
      )}
    </>
  )
}

/** Nothing waits for sales; what there is, marketing works with. */
function WithMarketing({ leads, onShow }: { readonly leads: number; readonly onShow: () => void }) {
  return (
    <div class="empty">
      <h2>Nothing for sales here</h2>
      <p>{count(leads, 'lead is', 'leads are')} with marketing until they are qualified.</p>
      <button type="button" class="button" onClick={onShow}>
        Show those with marketing
      </button>
    </div>
  )
}

function NothingMatches() {
  return (
    <div class="empty">
      <h2>No lead matches</h2>
      <p>Take a filter away to see more.</p>
      <a class="button" href="/studio/leads">
        Show all leads
      </a>
    </div>
  )
}

function NoLeadsYet() {
  return (
    <div class="empty">
      <h2>The first lead will appear here</h2>
      <p>Paste Parley's tag into your pricing page and answer the questions once yourself.</p>
      <a class="button" data-look="main" href="/studio/settings">
        Show the tag
      </a>
    </div>
  )
}

function readFilters(query: Readonly<Record<string, string>>): LeadFilters {
  const { temperature, stage, owner, flow, held, source, mark, queue, q, sort } = query
  const wanted = { temperature, stage, owner, flow, held, source, mark, queue, q, sort }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value)) as LeadFilters // the server refuses values it does not know
}

/** j and k walk the list, Escape closes the card. Never while typing. */
function useKeys(open: string | undefined, go: (lead: string | undefined, replace?: boolean) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.key === 'Escape' && open) go(undefined)
      if (event.key !== 'j' && event.key !== 'k') return
      const at = rows.value.findIndex(row => row.id === open)
      const next = rows.value[event.key === 'j' ? at + 1 : Math.max(0, at - 1)]
      if (next) go(next.id, Boolean(open))
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
}
