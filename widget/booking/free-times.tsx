import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SlotsResponse } from '#flows/api.ts'
import type { BookingProps } from './booking-props.ts'
import { type BookingWords, put } from './booking-words.ts'
import { createTimeWriter } from './say-time.ts'
import { SlotPicker } from './slot-picker.tsx'
import { bookTime, loadTimes } from './times-client.ts'

interface FreeTimesProps extends BookingProps {
  readonly own: BookingWords
  onBooked(): void
}

/** The owner's free times, in the visitor's own time zone. */
export function FreeTimes({ conversation, talk, own, onBooked }: FreeTimesProps) {
  const [times, setTimes] = useState<SlotsResponse>()
  const [problem, setProblem] = useState<'failed' | 'taken'>()
  const [busy, setBusy] = useState(false)
  const writer = useMemo(() => createTimeWriter(talk.player.flow.locale), [])

  const load = () =>
    loadTimes(conversation).then(
      loaded => {
        setTimes(loaded)
        // The page was closed between the booking and its word.
        if (loaded.booking) onBooked()
      },
      () => setProblem('failed'),
    )
  useEffect(() => void load(), [])

  const book = async (at: number) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const booked = await bookTime(conversation, at)
      if (booked !== 'taken') return onBooked()
      setProblem('taken')
      await load()
    } catch {
      setProblem('failed')
    } finally {
      setBusy(false)
    }
  }
  const retry = () => {
    setProblem(undefined)
    void load()
  }
  return (
    <div class="free-times">
      {problem && (
        <p class="bad" role="alert">
          {own[problem]}
        </p>
      )}
      {problem === 'failed' && (
        <button type="button" class="quiet" onClick={retry}>
          {own.retry}
        </button>
      )}
      {!times && !problem && (
        <p class="deciding" role="status">
          {own.looking}
        </p>
      )}
      {times?.slots.length === 0 && <p role="status">{own.none}</p>}
      {times && times.slots.length > 0 && (
        <>
          <p class="hint">
            {put(own.minutes, times.minutes)}. {put(own.zone, writer.zone)}
          </p>
          <SlotPicker slots={times.slots} words={own} writer={writer} busy={busy} book={book} />
        </>
      )}
    </div>
  )
}
