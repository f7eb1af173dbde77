import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../views/icon.tsx'
import { type BookingWords, put } from './booking-words.ts'
import { rove } from './rove.ts'
import type { TimeWriter } from './say-time.ts'

interface SlotPickerProps {
  readonly slots: readonly number[]
  readonly words: BookingWords
  readonly writer: TimeWriter
  readonly busy: boolean
  book(at: number): void
}

/** Days with free times in one line, the times of one day below, and one press to confirm. */
export function SlotPicker({ slots, words, writer, busy, book }: SlotPickerProps) {
  const days = [...Map.groupBy(slots, writer.key)].map(([key, times]) => ({ key, times, first: times[0] ?? 0 }))
  const [wanted, setWanted] = useState<string>()
  const [picked, setPicked] = useState<number>()
  const strip = useRef<HTMLFieldSetElement>(null)
  const confirm = useRef<HTMLButtonElement>(null)
  const index = Math.max(
    0,
    days.findIndex(({ key }) => key === wanted),
  )
  const day = days[index]
  const chosen = day?.times.find(time => time === picked)

  useEffect(() => {
    const button = strip.current?.querySelector<HTMLElement>('[aria-pressed=true]')
    const { current: line } = strip
    // Not scrollIntoView: it would move the page, too.
    if (line && button) line.scrollLeft = button.offsetLeft - (line.clientWidth - button.clientWidth) / 2
  }, [index])
  // Before the next key can come: the second press of Enter is meant for it.
  useLayoutEffect(() => {
    if (chosen) confirm.current?.focus()
  }, [chosen])

  if (!day) return null
  const turnTo = (to: number) => {
    setWanted(days[to]?.key)
    setPicked(undefined)
  }
  const stop = day.times.includes(chosen ?? 0) ? chosen : day.times[0]
  return (
    <>
      <fieldset class="days" ref={strip} aria-label={words.days} onKeyDown={rove}>
        {days.map(({ key, first }, at) => (
          <button
            key={key}
            type="button"
            class="chip"
            aria-pressed={at === index}
            // What can be seen comes first: who speaks to the page says that.
            aria-label={`${writer.short(first).join(' ')}, ${writer.day(first)}`}
            tabIndex={at === index ? 0 : -1}
            onClick={() => turnTo(at)}
          >
            <small>{writer.short(first)[0]}</small> {writer.short(first)[1]}
          </button>
        ))}
      </fieldset>
      <div class="of-day">
        <button
          type="button"
          class="round"
          aria-label={words.earlier}
          disabled={index === 0}
          onClick={() => turnTo(index - 1)}
        >
          <Icon d="M15 5l-7 7 7 7" />
        </button>
        <h3 aria-live="polite">{writer.day(day.first)}</h3>
        <button
          type="button"
          class="round"
          aria-label={words.later}
          disabled={index === days.length - 1}
          onClick={() => turnTo(index + 1)}
        >
          <Icon d="M9 5l7 7-7 7" />
        </button>
      </div>
      <fieldset class="times" aria-label={words.times} onKeyDown={rove}>
        {day.times.map(time => (
          <button
            key={time}
            type="button"
            class="chip"
            aria-pressed={time === chosen}
            tabIndex={time === stop ? 0 : -1}
            onClick={() => setPicked(time)}
          >
            {writer.time(time)}
          </button>
        ))}
      </fieldset>
      {chosen && (
        <div class="confirm-time">
          <button ref={confirm} type="button" class="main" aria-disabled={busy} onClick={() => !busy && book(chosen)}>
            {busy ? words.booking : put(words.book, `${writer.day(chosen)}, ${writer.time(chosen)}`)}
          </button>
        </div>
      )}
    </>
  )
}
