import type { Action } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ListField } from '../../ui/list-field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import type { Cited } from './automation-words.ts'
import { Pick } from './trigger-fields.tsx'

interface ActionFieldsProps {
  readonly action: Action
  readonly cited: Cited
  readonly onChange: (action: Action) => void
  readonly onRemove?: () => void
}

const KINDS: readonly { readonly id: Action['kind']; readonly label: string }[] = [
  { id: 'mail', label: 'send them a mail' },
  { id: 'notify', label: 'tell the team' },
  { id: 'push', label: 'send the lead to a destination' },
  { id: 'stage', label: 'change the stage' },
  { id: 'hand_over', label: 'hand over' },
  { id: 'fact', label: 'note a fact or tag' },
  { id: 'wait', label: 'wait' },
]

/** One thing to be done. */
export function ActionFields({ action, cited, onChange, onRemove }: ActionFieldsProps) {
  return (
    <div class="action-fields">
      <div class="row">
        <Pick
          label="What is done"
          value={action.kind}
          options={KINDS}
          onPick={kind => onChange(startOf(kind, cited))}
        />
        <Rest action={action} cited={cited} onChange={onChange} />
        {onRemove && <IconButton icon="close" label="Remove this action" onClick={onRemove} />}
      </div>
      <Hint action={action} cited={cited} />
      {action.kind === 'notify' && !action.owner && (
        <ListField
          label="Addresses"
          placeholder="team@company.com"
          values={action.to}
          onValues={to => onChange({ ...action, to })}
        />
      )}
    </div>
  )
}

function Rest({ action, cited: { templates, options }, onChange }: ActionFieldsProps) {
  switch (action.kind) {
    case 'mail':
      return templates.length === 0 ? (
        <a href="/studio/nurture/mails/new">Write a mail first</a>
      ) : (
        <Pick
          label="Which mail"
          value={action.template}
          options={templates.map(({ id, name }) => ({ id, label: name }))}
          onPick={template => onChange({ ...action, template })}
        />
      )
    case 'notify':
      return (
        <>
          <Pick
            label="Who is told"
            value={action.owner ? 'owner' : 'others'}
            options={[
              { id: 'owner', label: 'the owner' },
              { id: 'others', label: 'these addresses' },
            ]}
            onPick={who => onChange({ ...action, owner: who === 'owner' })}
          />
          <Words
            label="Note"
            placeholder="What they should do"
            value={action.note}
            onText={note => onChange({ ...action, note })}
          />
        </>
      )
    case 'push':
      return options.destinations.length === 0 ? (
        <a href="/studio/settings/destinations">Add a destination first</a>
      ) : (
        <Pick
          label="Which destination"
          value={action.destination}
          options={options.destinations.map(({ id, name }) => ({ id, label: name }))}
          onPick={destination => onChange({ ...action, destination })}
        />
      )
    case 'stage':
      return (
        <>
          <Pick
            label="Which stage"
            value={action.to}
            options={[
              { id: 'hold', label: 'to On hold' },
              { id: 'recycled', label: 'back to marketing (Recycled)' },
            ]}
            onPick={to => onChange({ ...action, to })}
          />
          <Words
            label="Reason"
            placeholder="Reason for the log"
            value={action.reason}
            onText={reason => onChange({ ...action, reason })}
          />
        </>
      )
    case 'hand_over':
      return (
        <Pick
          label="To whom"
          value={toValue(action.to)}
          options={takerOptions(options)}
          onPick={value => onChange({ ...action, to: toTaker(value) })}
        />
      )
    case 'fact':
      return (
        <>
          <Words
            label="Name of the fact"
            placeholder="tag.webinar"
            value={action.fact}
            onText={fact => onChange({ ...action, fact })}
          />
          <Words
            label="Value"
            placeholder="yes"
            value={action.value === true ? 'yes' : String(action.value)}
            onText={value => onChange({ ...action, value: value === 'yes' ? true : value === 'no' ? false : value })}
          />
        </>
      )
    case 'wait':
      return (
        <>
          <NumberField
            quiet
            label="How long"
            min={1}
            max={365}
            value={action.for}
            onNumber={long => long !== null && onChange({ ...action, for: long })}
          />
          <Pick
            label="Hours or days"
            value={action.unit}
            options={[
              { id: 'hours', label: action.for === 1 ? 'hour' : 'hours' },
              { id: 'days', label: action.for === 1 ? 'day' : 'days' },
            ]}
            onPick={unit => onChange({ ...action, unit })}
          />
        </>
      )
  }
}

function Hint({ action, cited }: Omit<ActionFieldsProps, 'onChange' | 'onRemove'>) {
  if (action.kind === 'wait') {
    return (
      <p class="quiet">
        Then it goes on for those who are still there: what set it off, “and” and “unless” are looked at again.
      </p>
    )
  }
  const template = action.kind === 'mail' && cited.templates.find(({ id }) => id === action.template)
  if (!template) return null
  return (
    <p class="quiet">
      {template.purpose === 'marketing'
        ? 'Goes only to those who agreed to marketing mail and did not unsubscribe.'
        : 'A direct answer: needs the consent to be contacted, within 14 days of what they asked.'}
    </p>
  )
}

type Taker = Extract<Action, { kind: 'hand_over' }>['to']

function takerOptions({ takers }: Cited['options']): { readonly id: string; readonly label: string }[] {
  return [
    { id: 'route', label: 'by the routing, if nobody has it' },
    ...takers.teams.map(({ id, name }) => ({ id: `team ${id}`, label: `to team ${name}, in turns` })),
    ...takers.people.map(({ id, name }) => ({ id: `person ${id}`, label: `to ${name}` })),
  ]
}

function toValue(to: Taker): string {
  return to.kind === 'route' ? 'route' : to.kind === 'team' ? `team ${to.team}` : `person ${to.person}`
}

function toTaker(value: string): Taker {
  const [kind, id = ''] = value.split(' ')
  return kind === 'team' ? { kind, team: id } : kind === 'person' ? { kind, person: id } : { kind: 'route' }
}

interface WordsProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onText: (text: string) => void
}

function Words({ label, placeholder, value, onText }: WordsProps) {
  return (
    <input
      class="input words"
      data-size="small"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      onInput={event => onText(event.currentTarget.value)}
    />
  )
}

function startOf(kind: Action['kind'], { templates, options }: Cited): Action {
  switch (kind) {
    case 'mail':
      return { kind, template: templates[0]?.id ?? '' }
    case 'notify':
      return { kind, owner: true, to: [], note: '' }
    case 'push':
      return { kind, destination: options.destinations[0]?.id ?? '' }
    case 'stage':
      return { kind, to: 'recycled', reason: '' }
    case 'hand_over':
      return { kind, to: { kind: 'route' } }
    case 'fact':
      return { kind, fact: 'tag.', value: true }
    case 'wait':
      return { kind, for: 2, unit: 'days' }
  }
}
