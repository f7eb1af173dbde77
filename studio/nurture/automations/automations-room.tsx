import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Automation, ReadyMadeId, SavedTemplate, SegmentRow } from '#server/http/api-type.ts'
import { get, post, put } from '../../api.ts'
import { useScoreChoices } from '../../flows/points/score-choices.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { When } from '../../ui/when.tsx'
import { count } from '../../words.ts'
import type { NurtureRoomProps } from '../nurture-page.tsx'
import { ReachPanel } from '../reach-panel.tsx'
import { AutomationEditor } from './automation-editor.tsx'
import { automationInWords, type Cited, startInWords } from './automation-words.ts'

const READY_MADE: readonly { readonly id: ReadyMadeId; readonly name: string; readonly says: string }[] = [
  {
    id: 'invite_at_75',
    name: 'Invite to a demo at 75',
    says: 'Who reaches 75 points gets an invitation with the owner’s booking link.',
  },
  {
    id: 'ebook_to_warm',
    name: 'E-book to warm leads',
    says: 'Who becomes warm gets something to read instead of a meeting.',
  },
  {
    id: 'recycle_idle',
    name: 'Back to marketing after 60 idle days',
    says: 'Who was silent for 60 days is marketing’s again.',
  },
]

/** Automations as sentences, and the ready-made ones one click away. */
export function AutomationsRoom({ options, open }: NurtureRoomProps) {
  const automations = useLoad('automations', () => get<readonly Automation[]>('/automations'))
  const segments = useLoad('segments', () => get<readonly SegmentRow[]>('/segments'))
  const templates = useLoad('templates', () => get<readonly SavedTemplate[]>('/mail-templates'))
  const { acts } = useScoreChoices()
  const { route } = useLocation()
  const error = automations.error ?? segments.error ?? templates.error
  if (error) return <Trouble error={error} retry={automations.reload} />
  if (!automations.data || !segments.data || !templates.data) return null
  const cited = { options, acts, segments: segments.data, templates: templates.data }
  const back = () => route('/studio/nurture/automations')
  if (open !== undefined) {
    const automation = automations.data.find(({ id }) => id === open)
    return <AutomationEditor key={open} automation={automation} cited={cited} onDone={back} />
  }
  const made = new Set(automations.data.map(({ name }) => name))
  const offered = READY_MADE.filter(({ name }) => !made.has(name))
  const add = async (id: ReadyMadeId) => {
    try {
      const { id: automation } = await post<Automation>('/automations/ready-made', { id })
      tell('Added, switched off. Read it through, then switch it on.')
      route(`/studio/nurture/automations/${automation}`)
    } catch (problem) {
      fail(problem)
    }
  }
  return (
    <>
      {!options.mailed && (
        <p class="notice" data-tone="warn">
          No mail server is set up (SMTP_URL): automations note, push and move leads, but send no mail.
        </p>
      )}
      <ReachPanel mails={automations.data.some(({ spec }) => spec.actions.some(({ kind }) => kind === 'mail'))} />
      {automations.data.length === 0 ? (
        <p class="quiet">Nothing happens by itself yet. Begin with a ready-made automation, or write your own.</p>
      ) : (
        <ul class="nurture-list">
          {automations.data.map(automation => (
            <AutomationItem key={automation.id} automation={automation} cited={cited} onChanged={automations.reload} />
          ))}
        </ul>
      )}
      {may('edit_flows') && (
        <>
          <div>
            <a
              class="button"
              data-look={automations.data.length === 0 ? undefined : 'main'}
              href="/studio/nurture/automations/new"
            >
              <Icon name="plus" />
              New automation
            </a>
          </div>
          {offered.length > 0 && (
            <section class="stack" data-tight>
              <h2>Ready-made</h2>
              <ul class="ready-made">
                {offered.map(({ id, name, says }) => (
                  <li key={id} class="panel">
                    <h3>{name}</h3>
                    <p class="quiet">{says}</p>
                    <button type="button" class="button" data-size="small" onClick={() => void add(id)}>
                      Add, switched off
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </>
  )
}

interface AutomationItemProps {
  readonly automation: Automation
  readonly cited: Cited
  readonly onChanged: () => void
}

function AutomationItem({ automation, cited, onChanged }: AutomationItemProps) {
  const { id, name, enabled, spec, fired, lastFiredAt, waiting } = automation
  const [busy, setBusy] = useState(false)
  const words = automationInWords(spec, cited)
  const turn = async (on: boolean) => {
    setBusy(true)
    try {
      await put<Automation>(`/automations/${id}`, { name, spec, enabled: on })
      tell(on ? `${name} is on. ${startInWords(spec)}` : offInWords(name, waiting))
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
      onChanged()
    }
  }
  const cancel = async () => {
    try {
      await post<Automation>(`/automations/${id}/cancel-waiting`, {})
      tell(`What ${name} still had to do is cancelled.`)
    } catch (error) {
      fail(error)
    } finally {
      onChanged()
    }
  }
  return (
    <li class="panel nurture-item" data-off={enabled ? undefined : ''}>
      <div>
        <h2 class="row">
          <a href={`/studio/nurture/automations/${id}`}>{name}</a>
          <span class="tag" data-tone={enabled ? 'good' : undefined}>
            {enabled ? 'On' : 'Off'}
          </span>
        </h2>
        <p>{words.when}.</p>
        <p>{words.what}</p>
        <p class="quiet number">
          {fired === 0 ? 'Has not fired yet' : `Fired for ${count(fired, 'lead')}`}
          {lastFiredAt !== null && (
            <>
              , last <When at={lastFiredAt} />
            </>
          )}
          {waiting > 0 && ` · ${count(waiting, 'action')} waiting${enabled ? '' : ' until it is on again'}`}
        </p>
      </div>
      <div class="row">
        {!enabled && waiting > 0 && may('edit_flows') && (
          <SureButton sure={`Cancel ${count(waiting, 'action')} for good`} size="small" onSure={() => void cancel()}>
            Cancel what waits
          </SureButton>
        )}
        {fired > 0 && (
          <a class="button" data-look="plain" data-size="small" href={`/studio/nurture/log?automation=${id}`}>
            Log
          </a>
        )}
        {may('edit_flows') && (
          <button type="button" class="button" data-size="small" disabled={busy} onClick={() => void turn(!enabled)}>
            {enabled ? 'Switch off' : 'Switch on'}
          </button>
        )}
      </div>
    </li>
  )
}

function offInWords(name: string, waiting: number): string {
  return waiting === 0
    ? `${name} is off.`
    : `${name} is off. ${count(waiting, 'action')} will wait until it is on again.`
}
