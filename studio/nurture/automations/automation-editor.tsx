import { useState } from 'preact/hooks'
import type { Condition } from '#flows/condition.ts'
import type {
  Action,
  Automation,
  AutomationSpec,
  DryRun,
  DryRunRequest,
  SaveAutomationRequest,
} from '#server/http/api-type.ts'
import { post, put, RequestFailed, request } from '../../api.ts'
import { ConditionEditor } from '../../flows/conditions/condition-editor.tsx'
import { startOf } from '../../flows/conditions/condition-rows.ts'
import type { FactInfo } from '../../flows/conditions/fact-catalog.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { leadFacts } from '../lead-facts.ts'
import { ActionFields } from './action-fields.tsx'
import { type Cited, startInWords } from './automation-words.ts'
import { DryRunPanel } from './dry-run-panel.tsx'
import { TriggerFields } from './trigger-fields.tsx'

interface AutomationEditorProps {
  /** Left out for a new one. */
  readonly automation: Automation | undefined
  readonly cited: Cited
  readonly onDone: () => void
}

const START: AutomationSpec = {
  when: { kind: 'score', measure: 'score', direction: 'up', at: 75 },
  actions: [{ kind: 'notify', owner: true, to: [], note: '' }],
  againAfterDays: null,
}
const MOST_ACTIONS = 10

/** An automation as a sentence: when … and … unless … then … */
export function AutomationEditor({ automation, cited, onDone }: AutomationEditorProps) {
  const [name, setName] = useState(automation?.name ?? '')
  const [spec, setSpec] = useState(automation?.spec ?? START)
  const [problems, setProblems] = useState<readonly string[]>([])
  const [run, setRun] = useState<DryRun | null>(null)
  const [busy, setBusy] = useState(false)
  const [sure, setSure] = useState(false)
  const allowed = may('edit_flows')
  const facts = leadFacts(cited.options)
  const change = (part: Partial<AutomationSpec>) => {
    setSpec({ ...spec, ...part })
    setRun(null)
  }
  const setActions = (actions: readonly Action[]) => change({ actions })

  const act = async (doing: () => Promise<void>) => {
    setBusy(true)
    setProblems([])
    try {
      await doing()
    } catch (error) {
      setProblems(explain(error))
    } finally {
      setBusy(false)
    }
  }
  const save = (enabled: boolean) =>
    act(async () => {
      const body: SaveAutomationRequest = { name: name.trim(), enabled, spec }
      if (automation) await put<Automation>(`/automations/${automation.id}`, body)
      else await post<Automation>('/automations', body)
      tell(enabled ? `Saved and on. ${startInWords(spec)}` : 'Saved. It is off.')
      onDone()
    })
  const tryOut = () =>
    act(async () => {
      const asked: DryRunRequest = { spec, ...(automation && { id: automation.id }) }
      setRun(await post<DryRun>('/automations/dry-run', asked))
    })
  const remove = async () => {
    try {
      await request('DELETE', `/automations/${automation?.id ?? ''}`)
      tell('Removed. Its log stays.')
      onDone()
    } catch (error) {
      fail(error)
    }
  }
  return (
    <form
      class="stack"
      onSubmit={event => {
        event.preventDefault()
        void save(automation?.enabled ?? true)
      }}
    >
      <p>
        <a href="/studio/nurture/automations">All automations</a>
      </p>
      <fieldset class="panel setting sentence" disabled={!allowed || busy}>
        <TextField
          label="Name"
          required
          maxLength={120}
          value={name}
          placeholder="Invite to a demo at 75"
          onText={setName}
        />
        <section class="clause">
          <h2>When</h2>
          <TriggerFields when={spec.when} cited={cited} onChange={when => change({ when })} />
        </section>
        <Clause word="and" label="Only if" condition={spec.and} facts={facts} onChange={and => change({ and })} />
        <Clause
          word="unless"
          label="Not if"
          condition={spec.unless}
          facts={facts}
          onChange={unless => change({ unless })}
        />
        <section class="clause">
          <h2>then</h2>
          <div class="stack" data-tight>
            {spec.actions.map((action, index) => (
              <ActionFields
                key={index}
                action={action}
                cited={cited}
                onChange={next => setActions(spec.actions.map((one, at) => (at === index ? next : one)))}
                {...(spec.actions.length > 1 && {
                  onRemove: () => setActions(spec.actions.filter((_one, at) => at !== index)),
                })}
              />
            ))}
            {spec.actions.length < MOST_ACTIONS && (
              <div>
                <button
                  type="button"
                  class="button"
                  data-look="plain"
                  data-size="small"
                  onClick={() => setActions([...spec.actions, { kind: 'notify', owner: true, to: [], note: '' }])}
                >
                  <Icon name="plus" />
                  Add an action
                </button>
              </div>
            )}
          </div>
        </section>
        <section class="clause">
          <h2>How often</h2>
          <div class="row">
            <select
              class="input"
              data-size="small"
              aria-label="How often for one lead"
              value={spec.againAfterDays === null ? 'once' : 'again'}
              onChange={event => change({ againAfterDays: event.currentTarget.value === 'once' ? null : 30 })}
            >
              <option value="once">Once per lead</option>
              <option value="again">Again, but not before</option>
            </select>
            {spec.againAfterDays !== null && (
              <NumberField
                quiet
                label="Days before it may fire again"
                unit="days"
                min={1}
                max={730}
                value={spec.againAfterDays}
                onNumber={days => days !== null && change({ againAfterDays: days })}
              />
            )}
          </div>
        </section>
        {problems.map(problem => (
          <p key={problem} class="notice" data-tone="bad" role="alert">
            {problem}
          </p>
        ))}
        {allowed && (
          <div class="row" data-spread>
            <div class="row">
              <button type="submit" class="button" data-look="main">
                {automation && !automation.enabled ? 'Save' : automation ? 'Save' : 'Save and switch on'}
              </button>
              {automation?.enabled !== true && (
                <button type="button" class="button" onClick={() => void save(automation !== undefined)}>
                  {automation ? 'Save and switch on' : 'Save, off'}
                </button>
              )}
              <button type="button" class="button" onClick={() => void tryOut()}>
                Who would get this now
              </button>
            </div>
            {automation && (
              <button
                type="button"
                class="button"
                data-look={sure ? 'danger' : 'plain'}
                onBlur={() => setSure(false)}
                onClick={() => (sure ? void remove() : setSure(true))}
              >
                {sure ? 'Remove, and cancel what waits' : 'Remove'}
              </button>
            )}
          </div>
        )}
      </fieldset>
      {run && <DryRunPanel run={run} start={startInWords(spec)} />}
    </form>
  )
}

interface ClauseProps {
  readonly word: string
  readonly label: string
  readonly condition: Condition | undefined
  readonly facts: readonly FactInfo[]
  readonly onChange: (condition: Condition | undefined) => void
}

/** A part of the sentence that may be left out. */
function Clause({ word, label, condition, facts, onChange }: ClauseProps) {
  const first = facts[0]
  return (
    <section class="clause">
      <h2>{word}</h2>
      {condition ? (
        <div class="clause-condition">
          <ConditionEditor label={label} condition={condition} facts={facts} onChange={onChange} />
          <button type="button" class="button" data-look="plain" data-size="small" onClick={() => onChange(undefined)}>
            Leave it out
          </button>
        </div>
      ) : (
        <div>
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => first && onChange(startOf(first))}
          >
            <Icon name="plus" />
            {label}…
          </button>
        </div>
      )}
    </section>
  )
}

function explain(error: unknown): string[] {
  if (!(error instanceof RequestFailed)) return ['Something went wrong. Try again.']
  return error.errors.length > 0 ? error.errors.map(({ message }) => message) : [error.message]
}
