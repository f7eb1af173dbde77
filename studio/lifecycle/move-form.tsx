import './move.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { REJECTIONS } from '#flows/reject-reasons.ts'
import type { MoveRequest, RejectReason } from '#server/http/api-type.ts'
import { doingOf } from './move-words.ts'
import type { WantedMove } from './use-move.ts'

interface MoveFormProps {
  readonly move: WantedMove
  readonly onMove: (said: Omit<MoveRequest, 'from' | 'to'>) => void
  readonly onCancel: () => void
}

const CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF', 'SEK', 'PLN', 'RUB', 'BRL', 'JPY'] as const

/** Asks in place for what a move needs: a reason, a few words, or what the deal is worth. Escape lets it be. */
export function MoveForm({ move, onMove, onCancel }: MoveFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const [reason, setReason] = useState<RejectReason | null>(null)
  const [note, setNote] = useState('')
  const [amount, setAmount] = useState('')
  const [currency, setCurrency] = useState<string>(CURRENCIES[0])
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    form.current?.querySelector<HTMLElement>('.chip, .input')?.focus()
  }, [])

  const { needs, from, to, lead } = move
  const worth = Number(amount.replaceAll(/[\s,]/g, ''))
  const ready =
    needs === 'reason'
      ? reason !== null
      : needs === 'note'
        ? note.trim() !== ''
        : amount === '' || (Number.isFinite(worth) && worth >= 0)
  const submit = (event: Event) => {
    event.preventDefault()
    if (!ready) return
    onMove({
      ...(reason && { reason }),
      ...(note.trim() && { note: note.trim() }),
      ...(needs === 'deal' && amount !== '' && { amount: worth, currency }),
    })
  }
  return (
    <form
      class="move-form"
      ref={form}
      aria-label={`${doingOf(from, to)}: ${lead.title}`}
      onSubmit={submit}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <p>
        <strong>{doingOf(from, to)}</strong>
        <span class="quiet"> {lead.title}</span>
      </p>
      {needs === 'reason' && (
        <fieldset class="chips">
          <legend class="visually-hidden">Reason</legend>
          {(Object.keys(REJECTIONS) as RejectReason[]).map(id => (
            <button type="button" class="chip" key={id} aria-pressed={reason === id} onClick={() => setReason(id)}>
              {REJECTIONS[id]}
            </button>
          ))}
        </fieldset>
      )}
      {needs === 'deal' && (
        <div class="deal">
          <label class="field">
            <span class="label">Worth, if known</span>
            <input
              class="input number"
              inputMode="decimal"
              value={amount}
              aria-invalid={!ready}
              onInput={event => setAmount(event.currentTarget.value)}
            />
          </label>
          <select
            class="input"
            aria-label="Currency"
            value={currency}
            onChange={event => setCurrency(event.currentTarget.value)}
          >
            {CURRENCIES.map(code => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </div>
      )}
      <input
        class="input"
        data-size="small"
        aria-label="Note"
        placeholder={needs === 'note' ? whyOf(from) : 'Note, if you like'}
        maxLength={1000}
        value={note}
        onInput={event => setNote(event.currentTarget.value)}
      />
      <div class="dialog-actions">
        <button type="button" class="button" data-size="small" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class="button" data-size="small" data-look="main" disabled={!ready}>
          {doingOf(from, to)}
        </button>
      </div>
    </form>
  )
}

function whyOf(from: WantedMove['from']): string {
  return from === 'disqualified' ? 'Why is it a lead after all?' : 'Why does it go back?'
}
