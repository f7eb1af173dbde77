import type { RoutingRule } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { inWords } from '../conditions/condition-rows.ts'
import { changeRule, moveRule, removeRule } from '../edit/edit-routing.ts'
import { useEditor, useRouting } from '../editor/editor-context.ts'
import { OUTCOME_OPTIONS, outcomeLabel } from '../flow-words.ts'
import { PartNotes } from '../points/part-notes.tsx'
import { AssignSelect, assignInWords } from './assign-select.tsx'
import { routingFacts } from './routing-facts.ts'

interface RuleItemProps {
  readonly rule: RoutingRule
  readonly index: number
  readonly open: boolean
  readonly onToggle: () => void
}

/** One rule: a sentence that opens into its form. */
export function RuleItem({ rule, index, open, onToggle }: RuleItemProps) {
  const editor = useEditor()
  const { routing, flow, model, readOnly, editRouting } = useRouting()
  const remove = () => {
    editRouting(before => removeRule(before, rule.id))
    tell(`Rule “${rule.name}” removed`, editor.undo)
  }
  const move = (by: -1 | 1) => {
    editRouting(before => moveRule(before, rule.id, by))
    // Moving its element takes the focus away from it.
    requestAnimationFrame(() => document.getElementById(`rule-${rule.id}`)?.focus())
  }
  const onKey = (event: KeyboardEvent) => {
    if (readOnly || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1)
  }
  const outcome = [outcomeLabel(rule.outcome), assignInWords(routing, rule.assign)].filter(Boolean).join(', ')
  return (
    <li class="step routing-rule" data-open={open ? '' : undefined}>
      <div class="step-line">
        <button
          type="button"
          class="step-head"
          id={`rule-${rule.id}`}
          aria-expanded={open}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={onToggle}
          onKeyDown={onKey}
        >
          <span class="step-number number">{index + 1}</span>
          <span class="step-words">
            <span class="step-text rule-name">{rule.name}</span>
            <span class="step-ways">When {inWords(rule.when, routingFacts(flow, model))}</span>
          </span>
          <span class="step-tags">
            <span class="tag">{outcome}</span>
            {rule.slaMinutes !== undefined && <span class="tag">{rule.slaMinutes} min</span>}
          </span>
        </button>
        {!readOnly && (
          <span class="moves">
            <IconButton label={`Move “${rule.name}” up`} icon="up" disabled={index === 0} onClick={() => move(-1)} />
            <IconButton
              label={`Move “${rule.name}” down`}
              icon="down"
              disabled={index === routing.rules.length - 1}
              onClick={() => move(1)}
            />
            <IconButton label={`Remove “${rule.name}”`} icon="trash" onClick={remove} />
          </span>
        )}
      </div>
      <PartNotes part="routing" prefix={`/rules/${index}`} />
      {open && <RuleForm rule={rule} />}
    </li>
  )
}

function RuleForm({ rule }: { readonly rule: RoutingRule }) {
  const { flow, model, readOnly, editRouting } = useRouting()
  const set = (change: Parameters<typeof changeRule>[2], key: string) =>
    editRouting(before => changeRule(before, rule.id, change), `${rule.id} ${key}`)
  return (
    <fieldset class="step-editor" disabled={readOnly}>
      <legend class="visually-hidden">Settings of this rule</legend>
      <TextField label="Name" maxLength={100} value={rule.name} onText={name => set({ name }, 'name')} />
      <ConditionEditor
        label="When"
        condition={rule.when}
        facts={routingFacts(flow, model)}
        onChange={when => set({ when }, 'when')}
      />
      <div class="numbers">
        <SelectField
          label="Outcome"
          value={rule.outcome}
          options={OUTCOME_OPTIONS}
          onPick={outcome => set({ outcome }, 'outcome')}
        />
        <AssignSelect assign={rule.assign} onPick={assign => set({ assign }, 'assign')} />
        <NumberField
          label="Answer within"
          unit="minutes"
          placeholder="none"
          min={1}
          max={43_200}
          value={rule.slaMinutes}
          onNumber={slaMinutes => set({ slaMinutes: slaMinutes ?? undefined }, 'sla')}
        />
      </div>
    </fieldset>
  )
}
