import { useState } from 'preact/hooks'
import type { ModelSettings, ModelsOverview, Side } from '#server/http/api-type.ts'
import { get, post, put } from '../api.ts'
import { may, me } from '../me.ts'
import { fail, tell } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { count } from '../words.ts'
import { ChangeLines } from './change-lines.tsx'
import { TestLine } from './test-line.tsx'

const FEW = 8

interface DraftPanelProps {
  readonly overview: ModelsOverview
  readonly onDone: (overview: ModelsOverview) => void
}

/** What publishing the draft would change about scoring, and what to do before. */
export function DraftPanel({ overview, onDone }: DraftPanelProps) {
  const { flow, draft, versions, settings } = overview
  const [all, setAll] = useState(false)
  const isFirst = versions.length === 0
  if (!draft.changed) {
    return (
      <section class="panel model-part">
        <header class="row" data-spread>
          <div>
            <h2>The draft scores as the live model does</h2>
            <p class="quiet">Change points, rules or thresholds; nothing counts before it is published.</p>
          </div>
          <Acts flow={flow.id} changed={false} />
        </header>
      </section>
    )
  }
  const shown = all ? draft.changes : draft.changes.slice(0, FEW)
  return (
    <section class="panel model-part">
      <header class="row" data-spread>
        <div>
          <h2>{isFirst ? 'No model is live yet' : `The draft differs in ${count(draft.changes.length, 'point')}`}</h2>
          <p class="quiet">
            {isFirst
              ? 'Publish the flow, and its model scores every lead that comes.'
              : 'It counts once the flow is published. See first what it would have done.'}
          </p>
          {!isFirst && (
            <p class="quiet">
              <TestLine tested={draft.tested} />
            </p>
          )}
        </div>
        <Acts flow={flow.id} changed={!isFirst} />
      </header>
      {shown.length > 0 && <ChangeLines changes={shown} />}
      {draft.changes.length > shown.length && (
        <button type="button" class="button" data-size="small" data-look="plain" onClick={() => setAll(true)}>
          Show all {draft.changes.length}
        </button>
      )}
      {settings.signOff && <SignOff overview={overview} onDone={onDone} />}
    </section>
  )
}

function Acts({ flow, changed }: { readonly flow: string; readonly changed: boolean }) {
  return (
    <span class="row">
      <a class="button" data-size="small" href={`/studio/flows/${flow}/points`}>
        Edit points
      </a>
      {changed && (
        <>
          <a class="button" data-size="small" data-look="main" href={`/studio/scoring/backtest?flow=${flow}`}>
            Test on past leads
          </a>
          <a class="button" data-size="small" href={`/studio/flows/${flow}`}>
            Review and publish
          </a>
        </>
      )}
    </span>
  )
}

const SIDES: readonly { readonly side: Side; readonly label: string; readonly roles: readonly string[] }[] = [
  { side: 'marketing', label: 'Marketing', roles: ['owner', 'marketer'] },
  { side: 'sales', label: 'Sales', roles: ['owner', 'sales'] },
]

/** Both sides look at the model as it is; another change asks them again. */
function SignOff({ overview, onDone }: DraftPanelProps) {
  const { flow, draft } = overview
  const sign = (side: Side) =>
    post<ModelsOverview>(`/flows/${flow.id}/models/sign`, { side, revision: draft.revision }).then(overview => {
      onDone(overview)
      tell('Signed. Another change to the model asks for new signatures.')
    }, fail)
  const role = me.value?.role ?? 'viewer'
  return (
    <div class="sign-off">
      <h3>Signatures</h3>
      <ul>
        {SIDES.map(({ side, label, roles }) => {
          const signature = draft.signatures.find(one => one.side === side)
          const elsewhere = draft.signatures.some(one => one.side !== side && one.userId === me.value?.user.id)
          return (
            <li key={side} class="row" data-spread>
              <span class="row">
                <span class="dot" data-tone={signature ? 'good' : 'warn'} />
                <strong>{label}</strong>
                {signature ? (
                  <span class="quiet">
                    {signature.by}, <When at={signature.at} />
                  </span>
                ) : (
                  <span class="quiet">not signed yet</span>
                )}
              </span>
              {!signature && roles.includes(role) && !elsewhere && (
                <button type="button" class="button" data-size="small" onClick={() => void sign(side)}>
                  Sign for {label.toLowerCase()}
                </button>
              )}
              {!signature && elsewhere && <span class="quiet">Somebody else signs for this side</span>}
            </li>
          )
        })}
      </ul>
      {!draft.signable && <NobodyElse overview={overview} onDone={onDone} />}
      {!may('edit_flows') && <p class="quiet">A marketer publishes once both have signed.</p>}
    </div>
  )
}

/** One person alone cannot sign for both sides: says how to go on, so that nobody is locked out. */
function NobodyElse({ overview, onDone }: DraftPanelProps) {
  const { settings } = overview
  const set = (signOff: boolean) => put<ModelSettings>('/model-settings', { ...settings, signOff })
  // What others signed or changed meanwhile is read anew, not put back as it was.
  const back = async () => {
    try {
      await set(true)
      onDone(await get<ModelsOverview>(`/flows/${overview.flow.id}/models`))
    } catch (error) {
      fail(error)
    }
  }
  const switchOff = () =>
    set(false).then(saved => {
      onDone({ ...overview, settings: saved })
      tell('Models go live without signatures now', () => void back())
    }, fail)
  return (
    <div class="notice stack" data-tight data-tone="warn">
      <p>
        It takes two people, one for marketing and one for sales, and nobody else here may sign. Invite somebody, or let
        models go live without signatures.
      </p>
      <span class="row">
        {may('manage_members') && (
          <a class="button" data-size="small" href="/studio/settings/people">
            Invite somebody
          </a>
        )}
        {may('edit_flows') && (
          <button type="button" class="button" data-size="small" onClick={() => void switchOff()}>
            Switch signatures off
          </button>
        )}
      </span>
    </div>
  )
}
