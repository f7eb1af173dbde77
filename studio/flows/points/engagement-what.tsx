import type { EngagementRule } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { changeRule } from '../edit/edit-model.ts'
import { useModel } from '../editor/editor-context.ts'
import { ActFilter } from './act-filter.tsx'
import { StepTable } from './step-table.tsx'
import { TimesField } from './times-field.tsx'
import { WhereField } from './where-field.tsx'

type RuleOf<Kind extends EngagementRule['kind']> = Extract<EngagementRule, { kind: Kind }>
type Set = (change: object, key: string) => void

/** Which act a rule is about, as the end of a sentence. */
export function EngagementWhat({ rule }: { readonly rule: EngagementRule }) {
  const { editModel } = useModel()
  const set: Set = (change, key) => editModel(before => changeRule(before, rule, change), `${rule.id} ${key}`)
  switch (rule.kind) {
    case 'colleague':
      return <span class="act-what quiet">Somebody else of the same company is a lead</span>
    case 'event':
    case 'count':
      return (
        <>
          <div class="act-what">
            <ActFilter filter={rule} set={set} />
            <TimesField rule={rule} set={set} />
          </div>
          <WhereField event={rule.event} where={rule.where} onWhere={where => set({ where }, 'where')} />
        </>
      )
    case 'return':
      return (
        <span class="act-what">
          Back within
          <Days
            label="Days between the visits"
            value={rule.withinDays}
            onDays={withinDays => set({ withinDays }, 'days')}
          />
        </span>
      )
    case 'idle':
      return <Silence rule={rule} set={set} />
    case 'sequence':
      return <Sequence rule={rule} set={set} />
    case 'recency':
      return (
        <>
          <div class="act-what" data-rows>
            <span class="act-row">
              <span class="quiet">Newest of</span>
              <ActFilter filter={rule} any set={set} />
            </span>
            <StepTable
              before="up to"
              unit="points"
              min={0}
              max={1000}
              steps={rule.steps.map(({ days, points }) => ({ days, worth: points }))}
              onSteps={steps => set({ steps: steps.map(({ days, worth }) => ({ days, points: worth })) }, 'steps')}
            />
          </div>
          <WhereField event={rule.event} where={rule.where} onWhere={where => set({ where }, 'where')} />
        </>
      )
    case 'velocity':
      return <Velocity rule={rule} set={set} />
    case 'absence':
      return <Absence rule={rule} set={set} />
  }
}

function Days({ label, value, onDays }: { label: string; value: number; onDays: (days: number) => void }) {
  return (
    <NumberField
      quiet
      label={label}
      unit={value === 1 ? 'day' : 'days'}
      min={1}
      max={3650}
      value={value}
      onNumber={days => days !== null && onDays(days)}
    />
  )
}

function Silence({ rule, set }: { readonly rule: RuleOf<'idle'>; readonly set: Set }) {
  return (
    <span class="act-what">
      Silent for
      <Days label="Days without an act" value={rule.days} onDays={days => set({ days }, 'days')} />
      counts
      <NumberField
        quiet
        label="How often it counts, each so many days more"
        unit={rule.repeat === undefined ? 'time' : 'times, each so long again'}
        min={1}
        max={24}
        value={rule.repeat ?? 1}
        onNumber={repeat => repeat !== null && set({ repeat: repeat > 1 ? repeat : undefined }, 'repeat')}
      />
    </span>
  )
}

function Sequence({ rule, set }: { readonly rule: RuleOf<'sequence'>; readonly set: Set }) {
  const { steps } = rule
  return (
    <span class="act-what" data-rows>
      {steps.map((step, index) => (
        <span class="act-row" key={index}>
          <span class="quiet">{index === 0 ? 'First' : 'then'}</span>
          <ActFilter
            label={`Act ${index + 1} of the order`}
            filter={step}
            set={(change, key) => {
              const changed = steps.map((one, at) => (at === index ? withoutUndefined({ ...one, ...change }) : one))
              set({ steps: changed }, `steps ${index} ${key}`)
            }}
          />
          {steps.length > 2 && (
            <IconButton
              label={`Take act ${index + 1} out of the order`}
              icon="trash"
              onClick={() => set({ steps: steps.filter((_one, at) => at !== index) }, 'steps')}
            />
          )}
        </span>
      ))}
      <span class="act-row">
        <span class="quiet">within</span>
        <NumberField
          quiet
          label="Days from the first act to the last"
          unit="days"
          placeholder="any time"
          min={1}
          max={3650}
          value={rule.withinDays}
          onNumber={withinDays => set({ withinDays: withinDays ?? undefined }, 'within')}
        />
        {steps.length < 6 && (
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => set({ steps: [...steps, { event: 'page_viewed' }] }, 'steps')}
          >
            Another act
          </button>
        )}
      </span>
    </span>
  )
}

function Velocity({ rule, set }: { readonly rule: RuleOf<'velocity'>; readonly set: Set }) {
  return (
    <>
      <div class="act-what" data-rows>
        <span class="act-row">
          <NumberField
            quiet
            label="How many acts"
            unit="of"
            min={2}
            max={1000}
            value={rule.atLeast}
            onNumber={atLeast => atLeast !== null && set({ atLeast }, 'at least')}
          />
          <ActFilter filter={rule} any set={set} />
        </span>
        <StepTable
          before="within"
          unit="points"
          min={1}
          max={1000}
          steps={rule.steps.map(({ withinDays, points }) => ({ days: withinDays, worth: points }))}
          onSteps={steps =>
            set({ steps: steps.map(({ days, worth }) => ({ withinDays: days, points: worth })) }, 'steps')
          }
        />
      </div>
      <WhereField event={rule.event} where={rule.where} onWhere={where => set({ where }, 'where')} />
    </>
  )
}

function Absence({ rule, set }: { readonly rule: RuleOf<'absence'>; readonly set: Set }) {
  const others = rule.orWithout ?? []
  const setOthers = (next: readonly object[], key: string) =>
    set({ orWithout: next.length > 0 ? next : undefined }, `or without ${key}`)
  const filter = (part: 'seen' | 'without', words: string) => (
    <span class="act-row">
      <span class="quiet">{words}</span>
      <ActFilter
        label={part === 'seen' ? 'What they did' : 'What they did not do'}
        filter={rule[part]}
        set={(change, key) => set({ [part]: withoutUndefined({ ...rule[part], ...change }) }, `${part} ${key}`)}
      />
    </span>
  )
  return (
    <span class="act-what" data-rows>
      {filter('seen', 'Did')}
      {filter('without', 'but not')}
      {others.map((other, index) => (
        <span class="act-row" key={index}>
          <span class="quiet">nor</span>
          <ActFilter
            label={`What they did not do either, ${index + 1}`}
            filter={other}
            set={(change, key) =>
              setOthers(
                others.map((one, at) => (at === index ? withoutUndefined({ ...one, ...change }) : one)),
                `${index} ${key}`,
              )
            }
          />
          <IconButton
            label={`Take act ${index + 1} out of what they did not do either`}
            icon="trash"
            onClick={() =>
              setOthers(
                others.filter((_one, at) => at !== index),
                'remove',
              )
            }
          />
        </span>
      ))}
      <span class="act-row">
        <span class="quiet">within</span>
        <Days label="Days they have for it" value={rule.days} onDays={days => set({ days }, 'days')} />
        {others.length < 20 && (
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => setOthers([...others, { event: 'downloaded' }], 'add')}
          >
            Nor another act
          </button>
        )}
      </span>
    </span>
  )
}

/** A setting that was emptied is left out. */
function withoutUndefined(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}
