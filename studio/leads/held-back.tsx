import { useState } from 'preact/hooks'
import type { LeadCard, LeadRow } from '#server/http/api-type.ts'
import { post } from '../api.ts'
import { may } from '../me.ts'
import { Icon } from '../ui/icon.tsx'
import { fail, tell } from '../ui/toast.tsx'

interface HeldBackProps {
  readonly card: LeadCard
  readonly onTrusted: (row: LeadRow) => void
}

/** What speaks for a robot, by slug. */
const SIGNS: Readonly<Record<string, string>> = {
  honeypot: 'a field that people cannot see was filled in',
  too_fast: 'the first answer came faster than anybody reads',
  unverified: 'the check for robots was not passed',
}

/** Why a lead is held back, and the one click that lets it through. */
export function HeldBack({ card, onTrusted }: HeldBackProps) {
  const [busy, setBusy] = useState(false)
  if (!card.quarantine) return null
  const person = card.contact.name ?? card.contact.email
  const trust = async () => {
    setBusy(true)
    try {
      onTrusted(await post<LeadRow>(`/leads/${card.id}/trust`, {}))
      tell(`${person} let through: scored, routed and delivered`)
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div class="notice held" data-tone="warn">
      <p>
        Held back: {SIGNS[card.quarantine] ?? 'this conversation looks automatic'}. Nobody was given this lead or told
        of it.
      </p>
      {may('decide_leads') && (
        <button type="button" class="button" data-size="small" disabled={busy} onClick={() => void trust()}>
          <Icon name="check" />
          It is a person: let through
        </button>
      )}
    </div>
  )
}
