import type { FitRule } from '#server/http/api-type.ts'
import { ListField } from '../../ui/list-field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { changeFit } from '../edit/edit-model.ts'
import { useModel } from '../editor/editor-context.ts'
import { OptionPoints } from './option-points.tsx'
import { RuleLimits, RuleMore } from './rule-more.tsx'
import { scoreFacts } from './score-facts.ts'
import { SourcePoints } from './source-points.tsx'

type RuleOf<Kind extends FitRule['kind']> = Extract<FitRule, { kind: Kind }>
type Set = (change: object, key: string) => void

/** One rule of fit, by its kind: a table whole, a sentence without the points at the end of its line. */
export function FitForm({ rule }: { readonly rule: FitRule }) {
  const { editModel } = useModel()
  const set: Set = (change, key) => editModel(before => changeFit(before, rule, change), `${rule.id} ${key}`)
  if (rule.kind === 'options' || rule.kind === 'source') {
    return (
      <>
        <Settings rule={rule} set={set} />
        <RuleMore rule={rule} set={set} />
      </>
    )
  }
  return (
    <>
      <TextField
        label="Reason on the lead card"
        maxLength={200}
        value={rule.reason}
        onText={reason => set({ reason }, 'reason')}
      />
      <Settings rule={rule} set={set} />
      <div class="rule-settings">
        <RuleLimits rule={rule} set={set} />
      </div>
    </>
  )
}

function Settings({ rule, set }: { readonly rule: FitRule; readonly set: Set }) {
  const { flow, model } = useModel()
  switch (rule.kind) {
    case 'options':
      return <OptionPoints rule={rule} />
    case 'when':
      return (
        <ConditionEditor
          label="When"
          condition={rule.when}
          facts={scoreFacts(flow, model)}
          onChange={when => set({ when }, 'when')}
        />
      )
    case 'source':
      return <SourcePoints rule={rule} set={set} />
    case 'account':
      return <AccountForm rule={rule} set={set} />
    case 'crm':
      return <CrmForm rule={rule} set={set} />
    case 'context':
      return <ContextForm rule={rule} set={set} />
  }
}

const ACCOUNT_SIGNALS = [
  { id: 'people', label: 'People of the company are leads' },
  { id: 'committee', label: 'A buying committee came' },
  { id: 'priority', label: 'The company is on the priority list' },
  { id: 'score', label: 'The account has a score' },
]

function AccountForm({ rule, set }: { readonly rule: RuleOf<'account'>; readonly set: Set }) {
  const counts = rule.signal === 'people' || rule.signal === 'score'
  return (
    <div class="stack" data-tight>
      <SelectField
        label="When of the company"
        value={rule.signal}
        options={ACCOUNT_SIGNALS}
        onPick={signal => set({ signal, atLeast: undefined, each: undefined }, 'signal')}
      />
      {counts && (
        <NumberField
          label="At least"
          unit={rule.signal === 'people' ? 'people' : 'points'}
          min={1}
          max={100_000}
          value={rule.atLeast ?? (rule.signal === 'people' ? 2 : 1)}
          onNumber={atLeast => atLeast !== null && set({ atLeast }, 'at least')}
        />
      )}
      {rule.signal === 'people' && (
        <label class="choice">
          <input
            type="checkbox"
            checked={rule.each ?? false}
            onChange={event => set({ each: event.currentTarget.checked || undefined }, 'each')}
          />
          <span>For each person from that number on</span>
        </label>
      )}
    </div>
  )
}

const CRM_SIGNALS = [
  { id: 'stage', label: 'It is in one of these stages' },
  { id: 'owned', label: 'It has an owner' },
  { id: 'contacted', label: 'Sales spoke to them' },
  { id: 'lost', label: 'They were lost before' },
  { id: 'known_for', label: 'They are known for some time' },
]

function CrmForm({ rule, set }: { readonly rule: RuleOf<'crm'>; readonly set: Set }) {
  return (
    <div class="stack" data-tight>
      <SelectField
        label="When in the CRM"
        value={rule.signal}
        options={CRM_SIGNALS}
        onPick={signal =>
          set(
            {
              signal,
              stages: signal === 'stage' ? ['Opportunity'] : undefined,
              days: signal === 'known_for' ? 365 : undefined,
            },
            'signal',
          )
        }
      />
      {rule.signal === 'stage' && (
        <ListField
          label="Stages, with commas between"
          values={rule.stages ?? []}
          onValues={stages => stages.length > 0 && set({ stages }, 'stages')}
        />
      )}
      {rule.signal === 'known_for' && (
        <NumberField
          label="For at least"
          unit="days"
          min={1}
          max={36_500}
          value={rule.days}
          onNumber={days => days !== null && set({ days }, 'days')}
        />
      )}
    </div>
  )
}

const DAYS = [
  ['monday', 'Mon'],
  ['tuesday', 'Tue'],
  ['wednesday', 'Wed'],
  ['thursday', 'Thu'],
  ['friday', 'Fri'],
  ['saturday', 'Sat'],
  ['sunday', 'Sun'],
] as const

function ContextForm({ rule, set }: { readonly rule: RuleOf<'context'>; readonly set: Set }) {
  const { weekdays = [], hours, completeness } = rule
  const toggle = (day: (typeof DAYS)[number][0]) => {
    const next = DAYS.map(([id]) => id).filter(id => (id === day) !== weekdays.includes(id))
    set({ weekdays: next.length > 0 ? next : undefined }, 'weekdays')
  }
  // One of the three must stay, or the rule says nothing.
  const others = (part: 'weekdays' | 'hours' | 'completeness') =>
    Object.entries({ weekdays: rule.weekdays, hours, completeness }).some(([name, value]) => name !== part && value)
  return (
    <div class="stack" data-tight>
      <fieldset class="weekdays">
        <legend>They came on, in their own time zone</legend>
        {DAYS.map(([id, label]) => (
          <button
            type="button"
            key={id}
            class="chip"
            aria-pressed={weekdays.includes(id)}
            disabled={weekdays.length === 1 && weekdays.includes(id) && !others('weekdays')}
            onClick={() => toggle(id)}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <div class="pair">
        <NumberField
          label="From hour"
          placeholder="any"
          min={0}
          max={24}
          value={hours?.from}
          onNumber={from =>
            from === null
              ? others('hours') && set({ hours: undefined }, 'hours')
              : set({ hours: { from, to: hours?.to ?? 24 } }, 'hours')
          }
        />
        <NumberField
          label="To hour"
          placeholder="any"
          min={0}
          max={24}
          value={hours?.to}
          onNumber={to =>
            to === null
              ? others('hours') && set({ hours: undefined }, 'hours')
              : set({ hours: { from: hours?.from ?? 0, to } }, 'hours')
          }
        />
      </div>
      <NumberField
        label="Answered at least"
        unit="% of the questions"
        placeholder="any"
        min={1}
        max={100}
        value={completeness?.atLeast}
        onNumber={atLeast =>
          atLeast === null
            ? others('completeness') && set({ completeness: undefined }, 'completeness')
            : set({ completeness: { atLeast } }, 'completeness')
        }
      />
    </div>
  )
}
