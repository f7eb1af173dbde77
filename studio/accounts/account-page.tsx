import '../leads/card-timeline.css'
import '../leads/score-story.css'
import './accounts.css'
import { useEffect, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { AccountPage as Account, AccountLine, DomainsRequest, PriorityRequest } from '#server/http/api-type.ts'
import { get, put } from '../api.ts'
import { LEVELS } from '../flows/flow-words.ts'
import { inWords } from '../leads/card-timeline.tsx'
import { foldAnswers } from '../leads/fold-answers.ts'
import { may } from '../me.ts'
import { fail, tell } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { Moment, When } from '../ui/when.tsx'
import { count, STAGES, signed, TEMPERATURES, whole } from '../words.ts'
import { Marks } from './account-marks.tsx'
import { nameCompetitor, removeCompetitor } from './competitors.ts'
import { DomainsEditor } from './domains-editor.tsx'

/** One company: who is there, what they did together, what its score is made of. */
export function AccountPage() {
  const { domain = '' } = useRoute().params
  const path = `/accounts/${encodeURIComponent(domain)}`
  const { data, error, reload, replace } = useLoad<Account>(path, () => get<Account>(path))
  useEffect(() => {
    document.title = `${domain} · Parley`
  }, [domain])
  if (error)
    return (
      <div class="page">
        <a href="/studio/leads/accounts">Accounts</a>
        <Trouble error={error} retry={reload} />
      </div>
    )
  if (!data) return null
  const setPriority = async (listed: boolean) => {
    try {
      replace(await put<Account>(`${path}/priority`, { listed } satisfies PriorityRequest))
      const done = listed ? `${data.domain} is on the priority list` : `${data.domain} is off the priority list`
      tell(done, () => void setPriority(!listed))
    } catch (failed) {
      fail(failed)
    }
  }
  const leaveOut = async () => {
    const named = await nameCompetitor(data.domain)
    if (!named.ok) {
      tell(`${data.domain} is still scored: ${named.why}`)
      return
    }
    const back = () => void Promise.all(named.added.map(removeCompetitor)).then(reload, fail)
    tell(`${data.domain} is left out of scoring`, named.added.length > 0 ? back : undefined)
    reload()
  }
  const setDomains = async (domains: readonly string[]) =>
    replace(await put<Account>(`${path}/domains`, { domains } satisfies DomainsRequest))
  return (
    <div class="page account">
      <header class="page-head">
        <div>
          <p class="crumb">
            <a href="/studio/leads/accounts">Accounts</a>
          </p>
          <h1>{data.name ?? data.domain}</h1>
          <p class="quiet">
            {[data.name && data.domain, data.owner && `Owner: ${data.owner.name}`].filter(Boolean).join(' · ')}
          </p>
        </div>
        <div class="row">
          <Marks committee={data.committee} priority={data.priority} />
          {data.competitorBy && (
            <span class="tag" data-tone="bad" title="Left out of scoring">
              Competitor
            </span>
          )}
          {may('note_leads') && !data.competitorBy && (
            <button type="button" class="button" data-size="small" onClick={() => void leaveOut()}>
              A competitor
            </button>
          )}
          {may('edit_flows') && (
            <button
              type="button"
              class="button"
              data-size="small"
              aria-pressed={data.priority}
              onClick={() => void setPriority(!data.priority)}
            >
              {data.priority ? 'Take off the priority list' : 'Put on the priority list'}
            </button>
          )}
        </div>
      </header>
      {data.competitorBy && (
        <p class="notice">
          Left out of scoring: <code>{data.competitorBy}</code> is on the list of competitors.{' '}
          <a href="/studio/leads/competitors">Open the list</a>
        </p>
      )}
      {data.priorityBy && (
        <p class="notice">
          On the priority list through the pattern <code>{data.priorityBy}</code>.{' '}
          <a href="/studio/leads/priority">Open the list</a>
        </p>
      )}
      <div class="account-columns">
        <div class="stack">
          <People people={data.people} />
          <Together timeline={data.timeline} />
        </div>
        <div class="stack">
          <Score score={data.score} lines={data.lines} />
          {data.committee && (
            <section class="panel account-panel">
              <h2>Buying committee</h2>
              <p class="quiet">
                Several people, or people who decide at different levels, came lately. If nobody comes again it ends{' '}
                <When at={data.committeeUntil} />.
              </p>
            </section>
          )}
          <DomainsEditor key={data.domains.join()} account={data} onSave={setDomains} />
        </div>
      </div>
    </div>
  )
}

function People({ people }: { readonly people: Account['people'] }) {
  return (
    <section class="panel account-panel">
      <h2>{count(people.length, 'person', 'people')}</h2>
      <ul class="account-people">
        {people.map(person => (
          <li key={person.id}>
            <a href={`/studio/leads/${person.id}`}>{person.name ?? person.email}</a>
            <span class="quiet">
              {person.name && person.email}
              {person.level && ` · ${levelInWords(person.level)}`}
            </span>
            <span class="who-score">
              <strong class="number">{whole(person.score)}</strong>
              <span class="tag" data-tone={person.temperature}>
                {TEMPERATURES[person.temperature]}
              </span>
              <span class="tag">{STAGES[person.stage]}</span>
            </span>
            <span class="quiet">
              last seen <When at={person.seenAt} />
              {person.owner && ` · ${person.owner.name}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function levelInWords(level: string): string {
  const words: Readonly<Record<string, string>> = LEVELS
  return words[level] ?? level.replaceAll('_', ' ')
}

function Score({ score, lines }: { readonly score: number; readonly lines: readonly AccountLine[] }) {
  return (
    <section class="panel account-panel">
      <h2>Why this score</h2>
      <p class="story-sum">
        <strong class="number">{whole(score)}</strong>
        <span class="quiet">best fit, engagement of all, marks</span>
      </p>
      <ul class="story">
        {lines.map(line => (
          <li key={`${line.kind}/${line.lead}`}>
            <span class="points number" data-sign={line.points < 0 ? 'minus' : undefined}>
              {signed(line.points)}
            </span>
            <span>{line.reason}</span>
            {line.lead ? <a href={`/studio/leads/${line.lead}`}>Lead</a> : <span />}
          </li>
        ))}
      </ul>
      <p class="quiet">
        What people have because of the account is left out here.{' '}
        <a href="/studio/leads/priority#rules">Change the rules</a>
      </p>
    </section>
  )
}

function Who({ entry }: { readonly entry: Account['timeline'][number] }) {
  return <a href={`/studio/leads/${entry.lead}`}>{entry.who}</a>
}

/** Entries shown before "show all". */
const SHORT = 12

function Together({ timeline }: { readonly timeline: Account['timeline'] }) {
  const [all, setAll] = useState(false)
  if (timeline.length === 0) return null
  const shown = all ? timeline : foldAnswers(timeline).slice(0, SHORT)
  return (
    <section class="panel account-panel">
      <h2>What they did, together</h2>
      <ol class="timeline">
        {shown.map((entry, index) => (
          <li key={`${entry.at}/${index}`}>
            <p dir="auto">
              <Who entry={entry.kind === 'answers' ? entry.newest : entry} /> · {inWords(entry)}
            </p>
            <span class="quiet">
              <Moment at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
      {timeline.length > Math.min(shown.length, SHORT) && (
        <div>
          <button type="button" class="button" data-size="small" onClick={() => setAll(!all)}>
            {all ? 'Show the newest' : `Show all ${timeline.length}`}
          </button>
        </div>
      )}
    </section>
  )
}
