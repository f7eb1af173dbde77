import { useState } from 'preact/hooks'
import type { AccountSettings } from '#server/http/api-type.ts'
import { get, put } from '../api.ts'
import { may } from '../me.ts'
import { NumberField } from '../ui/number-field.tsx'
import { fail, tell } from '../ui/toast.tsx'
import { useLoad } from '../ui/use-load.ts'

interface Part {
  readonly id: keyof AccountSettings
  readonly label: string
  readonly unit: string
  readonly min: number
  readonly max: number
}

const COMMITTEE: readonly Part[] = [
  { id: 'committeePeople', label: 'People who make a committee', unit: 'people', min: 2, max: 50 },
  { id: 'committeeLevels', label: 'Or levels of decision', unit: 'levels', min: 2, max: 5 },
  { id: 'committeeDays', label: 'Who came within', unit: 'days', min: 1, max: 365 },
]
const POINTS: readonly Part[] = [
  { id: 'engagementCap', label: 'Engagement of all together, at most', unit: 'points', min: 0, max: 200 },
  { id: 'committeePoints', label: 'For a buying committee', unit: 'points', min: -100, max: 100 },
  { id: 'priorityPoints', label: 'For the priority list', unit: 'points', min: -100, max: 100 },
]

/** By which rules accounts are judged. */
export function AccountRulesForm() {
  const { data, replace } = useLoad('account-settings', () => get<AccountSettings>('/account-settings'))
  const [draft, setDraft] = useState<AccountSettings | null>(null)
  if (!data) return null
  const shown = draft ?? data
  const save = async (settings: AccountSettings) => {
    try {
      replace(await put<AccountSettings>('/account-settings', settings))
      setDraft(null)
      tell('Accounts are judged by the new rules', () => void save(data))
    } catch (failed) {
      fail(failed)
    }
  }
  const fields = (parts: readonly Part[]) =>
    parts.map(({ id, label, unit, min, max }) => (
      <NumberField
        key={id}
        label={label}
        unit={unit}
        min={min}
        max={max}
        value={shown[id]}
        onNumber={number => number !== null && setDraft({ ...shown, [id]: number })}
      />
    ))
  return (
    <section class="panel account-panel" id="rules">
      <h2>How accounts are judged</h2>
      <p class="quiet">
        The score of an account is the best fit among its people, plus what all of them did up to a limit, plus these
        points.
      </p>
      <form
        class="stack"
        onSubmit={event => {
          event.preventDefault()
          if (draft) void save(draft)
        }}
      >
        <fieldset class="account-rules" disabled={!may('edit_flows')}>
          <legend class="visually-hidden">Buying committee</legend>
          {fields(COMMITTEE)}
        </fieldset>
        <fieldset class="account-rules" disabled={!may('edit_flows')}>
          <legend class="visually-hidden">Points</legend>
          {fields(POINTS)}
        </fieldset>
        {may('edit_flows') && (
          <div class="row">
            <button type="submit" class="button" data-look="main" disabled={!draft}>
              Save the rules
            </button>
            {draft && (
              <button type="button" class="button" onClick={() => setDraft(null)}>
                Discard
              </button>
            )}
          </div>
        )}
      </form>
    </section>
  )
}
