import '../../flows/questions/questions.css'
import './lifecycle.css'
import type { Condition } from '#flows/condition.ts'
import type { FrameworkId, LifecycleRules, LifecycleSettings, NurtureOptions } from '#server/http/api-type.ts'
import { get, put } from '../../api.ts'
import { may } from '../../me.ts'
import { moveFacts } from '../../nurture/lead-facts.ts'
import { ListField } from '../../ui/list-field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { When } from '../../ui/when.tsx'
import { SavedMeanwhile } from '../saved-meanwhile.tsx'
import { useVersioned } from '../use-versioned.ts'
import { MoveCondition } from './move-condition.tsx'
import { SlotList } from './slot-list.tsx'

/** When leads move between marketing and sales, and what sales has to know before SQL. */
export function LifecycleRoom() {
  const read = () => get<LifecycleSettings>('/lifecycle')
  const loaded = useLoad('lifecycle', read)
  const { data, error, reload } = loaded
  const options = useLoad('nurture', () => get<NurtureOptions>('/nurture'))
  const form = useVersioned<LifecycleSettings, LifecycleRules>({
    loaded,
    editedOf: state => state.rules,
    read,
    write: (version, next) => put<LifecycleSettings>('/lifecycle', { version, rules: next }),
    saved: 'The lifecycle is saved. It holds from now on.',
  })
  const { value: rules, edit: setRules, isChanged, busy } = form
  if (error && !data) return <Trouble error={error} retry={reload} />
  if (!data || !rules) return null

  const facts = options.data ? moveFacts(options.data) : []
  const change = (part: Partial<LifecycleRules>) => setRules({ ...rules, ...part })
  const take = (id: FrameworkId) => {
    const framework = data.frameworks.find(one => one.id === id)
    change({ framework: id, slots: id === 'own' ? rules.slots : (framework?.slots ?? []) })
  }
  return (
    <form
      class="lifecycle-room"
      onSubmit={event => {
        event.preventDefault()
        form.save()
      }}
    >
      <fieldset class="lifecycle-room" disabled={!may('edit_flows') || busy}>
        <section class="panel setting">
          <h2>What sales has to know</h2>
          <SelectField
            label="Framework"
            hint="The lead card shows its slots with the visitor’s answers; the salesperson fills the rest."
            value={rules.framework}
            options={data.frameworks}
            onPick={id => take(id as FrameworkId)}
          />
          <SlotList
            slots={rules.slots}
            onChange={slots => change({ slots, ...(isPreset(data, slots, rules) ? {} : { framework: 'own' }) })}
          />
        </section>
        <section class="panel setting">
          <h2>SQL</h2>
          <p class="quiet">Beside the required slots:</p>
          <Tick
            label="Sales has checked that the intent is real"
            on={rules.sql.intent}
            onTick={intent => change({ sql: { ...rules.sql, intent } })}
          />
          <Tick
            label="Sales has checked that the means are there"
            on={rules.sql.means}
            onTick={means => change({ sql: { ...rules.sql, means } })}
          />
          <Tick
            label="Make a SAL an SQL by itself once all of it is known"
            on={rules.sql.automatic}
            onTick={automatic => change({ sql: { ...rules.sql, automatic } })}
          />
        </section>
        <section class="panel setting">
          <h2>MQL</h2>
          <ListField
            label="Pages that make an MQL"
            hint="Whoever looks at one is marketing qualified, whatever the score. * stands for any run of characters."
            placeholder="*/features*, */product*"
            values={rules.mql.pages}
            onValues={pages => change({ mql: { ...rules.mql, pages } })}
          />
          <MoveCondition
            label="Also make an MQL of whom…"
            hint="Whatever the score. Nobody is moved whom marketing has again, or whom a person put where they are."
            condition={rules.mql.when}
            facts={facts}
            onChange={when => change({ mql: { pages: rules.mql.pages, ...(when && { when }) } })}
          />
          <p class="quiet">The score that makes an MQL, and what asking for a demo makes, are points of each flow.</p>
        </section>
        <section class="panel setting">
          <h2>SAL</h2>
          <p class="quiet">Who asks for a demo, a quote or a person goes to sales; so does whom sales accepts.</p>
          <MoveCondition
            label="Also give to sales whom…"
            hint="Whatever the score, never past a disqualifier. Nobody is moved whom marketing has again, or whom a person put where they are."
            condition={rules.sal?.when}
            facts={facts}
            onChange={when => setRules(withSal(rules, when))}
          />
        </section>
        <section class="panel setting">
          <h2>Back to marketing</h2>
          <MoveCondition
            label="Give back to marketing whom…"
            hint="Of SALs that no person accepted, and of leads on hold. Looked at whenever the lead changes or its score fades."
            condition={rules.recycle.when}
            facts={facts}
            onChange={when => {
              const { holdDays, silentDays } = rules.recycle
              change({ recycle: { holdDays, silentDays, ...(when && { when }) } })
            }}
          />
          <div class="lifecycle-times">
            <NumberField
              label="Back to marketing after a hold of"
              hint="Empty = never."
              unit="days"
              min={1}
              max={3650}
              value={rules.recycle.holdDays}
              onNumber={holdDays => change({ recycle: { ...rules.recycle, holdDays } })}
            />
            <NumberField
              label="Back to marketing when an SAL is silent for"
              hint="Empty = never."
              unit="days"
              min={1}
              max={3650}
              value={rules.recycle.silentDays}
              onNumber={silentDays => change({ recycle: { ...rules.recycle, silentDays } })}
            />
            <NumberField
              label="A cold lead is dead when silent for"
              hint="Empty = never."
              unit="days"
              min={1}
              max={3650}
              value={rules.dead.days}
              onNumber={days => change({ dead: { days } })}
            />
          </div>
        </section>
        <SavedMeanwhile conflict={form.conflict} busy={busy} />
        <div class="lifecycle-save">
          <button type="submit" class="button" data-look="main" disabled={!isChanged}>
            Save lifecycle
          </button>
          <span class="quiet">
            {data.by && data.at ? (
              <>
                Version {data.version}, by {data.by}, <When at={data.at} />
              </>
            ) : (
              'The defaults hold.'
            )}
          </span>
        </div>
      </fieldset>
    </form>
  )
}

function withSal({ sal: _sal, ...rules }: LifecycleRules, when: Condition | undefined): LifecycleRules {
  return when ? { ...rules, sal: { when } } : rules
}

/** Whether slots are still those of the framework, but for what is required and how they are asked. */
function isPreset(data: LifecycleSettings, slots: LifecycleRules['slots'], { framework }: LifecycleRules): boolean {
  const preset = data.frameworks.find(one => one.id === framework)
  return preset?.slots.map(slot => slot.id).join() === slots.map(slot => slot.id).join()
}

interface TickProps {
  readonly label: string
  readonly on: boolean
  readonly onTick: (on: boolean) => void
}

function Tick({ label, on, onTick }: TickProps) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={event => onTick(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}
