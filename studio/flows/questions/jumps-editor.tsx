import type { AskStep, BookStep, BranchStep, HandoffStep, Jump, SayStep } from '#flows/flow.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { startOf } from '../conditions/condition-rows.ts'
import { factsFor } from '../conditions/fact-catalog.ts'
import { changeStep } from '../edit/edit-steps.ts'
import { useFlow } from '../editor/editor-context.ts'
import { TargetSelect } from './target-select.tsx'

export type PassingStep = SayStep | AskStep | BranchStep | BookStep | HandoffStep

/** Where the conversation goes from here: the first jump whose condition holds, else on. */
export function JumpsEditor({ step }: { readonly step: PassingStep }) {
  const { flow, readOnly, editFlow } = useFlow()
  const jumps = step.next ?? []
  const facts = factsFor(flow, 'step')
  const setJumps = (next: readonly Jump[], key?: string) =>
    editFlow(
      before => changeStep(before, step, { next: next.length > 0 ? next : undefined }),
      key && `${step.id} ${key}`,
    )
  const add = () => {
    const last = flow.steps.at(-1)
    const own = facts.find(({ fact }) => step.kind === 'ask' && fact.split('.')[0] === step.field) ?? facts[0]
    if (last && own) setJumps([...jumps, { when: startOf(own), to: last.id }])
  }
  return (
    <fieldset class="jumps">
      <legend class="label">Where it goes from here</legend>
      {jumps.map((jump, index) => (
        <div class="jump" key={index}>
          <ConditionEditor
            label={index === 0 ? 'If' : 'Else, if'}
            condition={jump.when}
            facts={facts}
            onChange={when =>
              setJumps(
                jumps.map((one, at) => (at === index ? { ...one, when } : one)),
                `when ${index}`,
              )
            }
          />
          <div class="row">
            <TargetSelect
              label="go to"
              from={step.id}
              to={jump.to}
              onPick={to => setJumps(jumps.map((one, at) => (at === index ? { ...one, to } : one)))}
            />
            {!readOnly && (
              <IconButton
                label="Remove this branch"
                icon="trash"
                onClick={() => setJumps(jumps.filter((_one, at) => at !== index))}
              />
            )}
          </div>
        </div>
      ))}
      <TargetSelect
        label={jumps.length > 0 ? 'Else go to' : 'Go to'}
        from={step.id}
        to={step.to ?? ''}
        orNext
        onPick={to => editFlow(before => changeStep(before, step, { to: to || undefined }))}
      />
      {!readOnly && (
        <div>
          <button type="button" class="button" data-look="plain" data-size="small" onClick={add}>
            <Icon name="plus" />
            Branch on an answer
          </button>
        </div>
      )}
    </fieldset>
  )
}
