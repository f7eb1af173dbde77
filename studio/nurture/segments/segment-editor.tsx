import { useEffect, useState } from 'preact/hooks'
import type { Condition } from '#flows/condition.ts'
import type { CountSegmentRequest, SaveSegmentRequest, SegmentCount, SegmentRow } from '#server/http/api-type.ts'
import { post, put, RequestFailed, request } from '../../api.ts'
import { ConditionEditor } from '../../flows/conditions/condition-editor.tsx'
import type { FactInfo } from '../../flows/conditions/fact-catalog.ts'
import { may } from '../../me.ts'
import { SureButton } from '../../ui/sure-button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { count } from '../../words.ts'
import { SegmentLeads } from './segment-leads.tsx'

interface SegmentEditorProps {
  /** Left out for a new one. */
  readonly segment: SegmentRow | undefined
  readonly facts: readonly FactInfo[]
  /** With the id of the segment to stay at. */
  readonly onDone: (id?: string) => void
}

const START: Condition = { all: [{ fact: 'temperature', is: 'hot' }] }
/** Typing is not counted at each letter. */
const PAUSE_MS = 300

/** A segment: its name, its condition, and who is in it. */
export function SegmentEditor({ segment, facts, onDone }: SegmentEditorProps) {
  const [name, setName] = useState(segment?.name ?? '')
  const [condition, setCondition] = useState(segment?.condition ?? START)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const counted = useCount(condition, segment)
  const changed = name !== segment?.name || JSON.stringify(condition) !== JSON.stringify(segment?.condition)

  const save = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      const body: SaveSegmentRequest = { name: name.trim(), condition }
      const saved = segment
        ? await put<SegmentRow>(`/segments/${segment.id}`, body)
        : await post<SegmentRow>('/segments', body)
      tell('Saved.')
      onDone(segment ? undefined : saved.id)
    } catch (error) {
      setProblem(error instanceof RequestFailed ? (error.errors[0]?.message ?? error.message) : 'Something went wrong.')
    } finally {
      setBusy(false)
    }
  }
  const remove = async () => {
    try {
      await request('DELETE', `/segments/${segment?.id ?? ''}`)
      tell(`${name} was removed. Its leads stay.`)
      onDone()
    } catch (error) {
      fail(error)
    }
  }
  return (
    <>
      <p>
        <a href="/studio/nurture/segments">All segments</a>
      </p>
      <form class="panel setting" onSubmit={save}>
        <fieldset class="plain" disabled={!may('edit_flows') || busy}>
          <TextField
            label="Name"
            required
            maxLength={120}
            value={name}
            placeholder="Hot, with many sites"
            error={problem}
            onText={setName}
          />
          <ConditionEditor label="Who belongs to it" condition={condition} facts={facts} onChange={setCondition} />
          <p class="live-count number" aria-live="polite">
            {counted ? (
              <>
                <strong>{counted.count.toLocaleString('en')}</strong>{' '}
                {counted.exact
                  ? `${counted.count === 1 ? 'lead' : 'leads'} now`
                  : 'leads or more, there are too many to look at all'}
              </>
            ) : (
              'Counting…'
            )}
          </p>
          {may('edit_flows') && (
            <div class="row" data-spread>
              <button type="submit" class="button" data-look="main" disabled={!changed || busy}>
                Save segment
              </button>
              {segment && (
                <SureButton sure={`Remove, ${count(segment.count, 'lead')} stay`} onSure={() => void remove()}>
                  Remove
                </SureButton>
              )}
            </div>
          )}
        </fieldset>
      </form>
      {segment && <SegmentLeads segment={segment} changed={changed} />}
    </>
  )
}

/** The number for a condition that is being edited; whoever may not edit sees the saved one. */
function useCount(condition: Condition, segment: SegmentRow | undefined): SegmentCount | undefined {
  const [counted, setCounted] = useState<SegmentCount | undefined>(segment)
  const written = JSON.stringify(condition)
  useEffect(() => {
    if (!may('edit_flows') || (segment && written === JSON.stringify(segment.condition))) {
      setCounted(segment)
      return
    }
    let current = true
    const timer = setTimeout(() => {
      const asked: CountSegmentRequest = { condition }
      post<SegmentCount>('/segments/count', asked).then(
        answer => current && setCounted(answer),
        () => current && setCounted(undefined),
      )
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [written])
  return counted
}
