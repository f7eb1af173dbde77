import './same-person.css'
import { useEffect, useState } from 'preact/hooks'
import type {
  LeadCard,
  LeadRow,
  Likeness,
  MergedLead,
  MergePreview,
  OtherLead,
  OtherRequest,
  SamePerson,
  SplitLeads,
} from '#server/http/api-type.ts'
import { get, post, query } from '../api.ts'
import { may } from '../me.ts'
import { Dialog } from '../ui/dialog.tsx'
import { fail, tell } from '../ui/toast.tsx'
import { useLoad } from '../ui/use-load.ts'
import { When } from '../ui/when.tsx'
import { count, STAGES, TEMPERATURES, whole } from '../words.ts'
import { dropRow } from './leads-list.ts'

const LIKENESS: Readonly<Record<Likeness, string>> = {
  phone: 'same phone number',
  visitor: 'same browser',
  name: 'same name and company',
}

interface SamePersonPanelProps {
  readonly card: LeadCard
  /** The lead as it is after a merge or its undoing. */
  readonly onMerged: (row: LeadRow) => void
}

/** Leads that may be this person, what was merged into this one, and the way to say that another one is the same. */
export function SamePersonPanel({ card, onMerged }: SamePersonPanelProps) {
  const [asked, setAsked] = useState<OtherLead | 'search' | null>(null)
  const key = `${card.id}/${card.updatedAt}`
  const { data, reload } = useLoad<SamePerson>(key, () => get<SamePerson>(`/leads/${card.id}/same`))
  const allowed = may('decide_leads')
  const undo = async (merge: string) => {
    try {
      const { lead, other } = await post<SplitLeads>(`/merges/${merge}/undo`)
      onMerged(lead)
      reload()
      tell(`${other.name ?? other.email} is a lead of their own again`)
    } catch (error) {
      fail(error)
    }
  }
  const merge = async (other: OtherLead) => {
    setAsked(null)
    try {
      const merged = await post<MergedLead>(`/leads/${card.id}/merge`, { other: other.id } satisfies OtherRequest)
      dropRow(other.id)
      onMerged(merged.lead)
      reload()
      tell(`${other.email} is part of this lead now`, () => void undo(merged.merge))
    } catch (error) {
      fail(error)
    }
  }
  const keepApart = async (other: OtherLead) => {
    try {
      await post(`/leads/${card.id}/apart`, { other: other.id } satisfies OtherRequest)
      reload()
    } catch (error) {
      fail(error)
    }
  }
  const nothing = !data || (data.likely.length === 0 && data.merged.length === 0)
  if (nothing && !allowed) return null
  return (
    <section class="same-person">
      {!nothing && <h3>Same person</h3>}
      {data && data.merged.length > 0 && (
        <ul class="same-list">
          {data.merged.map(merged => (
            <li key={merged.id}>
              <span>
                {merged.email} <span class="quiet">merged by {merged.by}</span> <When at={merged.at} />
              </span>
              {allowed && merged.undoable && (
                <button type="button" class="button" data-size="small" onClick={() => void undo(merged.id)}>
                  Split again
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {data && data.likely.length > 0 && (
        <ul class="same-list">
          {data.likely.map(other => (
            <li key={other.id}>
              <span>
                <a href={`/studio/leads/${other.id}`}>{other.name ?? other.email}</a>{' '}
                <span class="quiet">
                  {other.name && `${other.email}, `}
                  {other.because.map(one => LIKENESS[one]).join(', ')}
                </span>
              </span>
              {allowed && (
                <span class="row">
                  <button type="button" class="button" data-size="small" onClick={() => setAsked(other)}>
                    Merge…
                  </button>
                  <button
                    type="button"
                    class="button"
                    data-look="plain"
                    data-size="small"
                    onClick={() => void keepApart(other)}
                  >
                    Not the same
                  </button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {allowed && (
        <div>
          <button type="button" class="button" data-size="small" onClick={() => setAsked('search')}>
            {nothing ? 'Same person as another lead…' : 'Same person as…'}
          </button>
        </div>
      )}
      {asked && (
        <MergeDialog
          card={card}
          start={asked === 'search' ? null : asked}
          onMerge={other => void merge(other)}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  )
}

interface MergeDialogProps {
  readonly card: LeadCard
  readonly start: OtherLead | null
  readonly onMerge: (other: OtherLead) => void
  readonly onClose: () => void
}

/** Typing settles before leads are asked for. */
const SETTLE_MS = 200

function MergeDialog({ card, start, onMerge, onClose }: MergeDialogProps) {
  const [other, setOther] = useState(start)
  const person = card.contact.name ?? card.contact.email
  return (
    <Dialog title={other ? `Make one lead of these?` : `Who is the same person as ${person}?`} onClose={onClose}>
      {other ? (
        <Preview card={card} other={other} onMerge={() => onMerge(other)} onBack={() => setOther(null)} />
      ) : (
        <Search card={card} onPick={setOther} />
      )}
    </Dialog>
  )
}

function Search({ card, onPick }: { readonly card: LeadCard; readonly onPick: (other: OtherLead) => void }) {
  const [text, setText] = useState('')
  const [found, setFound] = useState<readonly OtherLead[] | null>(null)
  useEffect(() => {
    const q = text.trim()
    if (!q) return setFound(null)
    let current = true
    const timer = setTimeout(() => {
      get<SamePerson>(`/leads/${card.id}/same${query({ q })}`).then(
        answer => current && setFound(answer.found),
        error => current && fail(error),
      )
    }, SETTLE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text])
  return (
    <div class="stack" data-tight>
      <input
        class="input"
        type="search"
        aria-label="Search leads"
        placeholder="Name, address or company"
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      <ul class="same-found">
        {found?.map(other => (
          <li key={other.id}>
            <button type="button" onClick={() => onPick(other)}>
              <span>
                <strong>{other.name ?? other.email}</strong>
                <span class="quiet">
                  {other.name && other.email}
                  {other.company && ` · ${other.company}`}
                </span>
              </span>
              <span class="number">{whole(other.score)}</span>
            </button>
          </li>
        ))}
      </ul>
      {found?.length === 0 && <p class="quiet">No other lead matches.</p>}
      {found === null && <p class="quiet">Both keep their history. You can split them again later.</p>}
    </div>
  )
}

interface PreviewProps {
  readonly card: LeadCard
  readonly other: OtherLead
  readonly onMerge: () => void
  readonly onBack: () => void
}

function Preview({ card, other, onMerge, onBack }: PreviewProps) {
  const { data, error } = useLoad<MergePreview>(`${card.id}+${other.id}`, () =>
    post<MergePreview>(`/leads/${card.id}/merge-preview`, { other: other.id } satisfies OtherRequest),
  )
  useEffect(() => {
    if (error) {
      fail(error)
      onBack()
    }
  }, [error])
  if (!data) return null
  const { into, from, after, addresses, owner, counts } = data
  return (
    <div class="stack">
      <div class="same-sum">
        <Half lead={into} />
        <span aria-hidden="true">+</span>
        <Half lead={from} />
        <span aria-hidden="true">=</span>
        <Half lead={after} strong />
      </div>
      <dl class="facts">
        <dt>Addresses</dt>
        <dd>{addresses.join(', ')}</dd>
        <dt>Comes together</dt>
        <dd>
          {count(counts.conversations, 'conversation')}
          {counts.acts > 0 && `, ${count(counts.acts, 'act')} told by other systems`}
          {counts.meetings > 0 && `, ${count(counts.meetings, 'meeting')}`}
          {counts.deliveries > 0 && `, ${count(counts.deliveries, 'delivery', 'deliveries')}`}
        </dd>
        <dt>Owner</dt>
        <dd>{owner ?? 'Nobody'}</dd>
      </dl>
      <p class="quiet">
        The score is worked out from everything both did and said: nothing is lost and nothing counts twice. Links to
        either lead keep working.
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onBack}>
          Choose another
        </button>
        <button type="button" class="button" data-look="main" onClick={onMerge}>
          Make one lead
        </button>
      </div>
    </div>
  )
}

function Half({ lead, strong }: { readonly lead: OtherLead; readonly strong?: boolean }) {
  return (
    <div class="same-half" data-strong={strong ? '' : undefined}>
      <strong class="number">{whole(lead.score)}</strong>
      <span class="tag" data-tone={lead.temperature}>
        {TEMPERATURES[lead.temperature]}
      </span>
      <span class="quiet">{STAGES[lead.stage]}</span>
      <span class="same-address">{strong ? 'One lead' : lead.email}</span>
    </div>
  )
}
