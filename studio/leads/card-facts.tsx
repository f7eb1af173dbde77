import './card-facts.css'
import { useState } from 'preact/hooks'
import type { CardFact, CardFactName, LeadDetail, LeadRow } from '#server/http/api-type.ts'
import { may } from '../me.ts'
import { When } from '../ui/when.tsx'
import { CorrectForm } from './correct-form.tsx'
import { TELLERS } from './tellers.ts'

const LABELS: Readonly<Record<CardFactName, string>> = {
  title: 'Title',
  'company.name': 'Company',
  'company.domain': 'Domain',
  'company.industry': 'Industry',
  'company.staff': 'Staff',
  'company.revenue': 'Revenue',
  'company.country': 'Country',
  'company.market': 'Market',
  'company.technologies': 'Uses',
  'company.description': 'Says of itself',
  'crm.stage': 'Stage in the CRM',
  'crm.owner': 'Owner in the CRM',
  'crm.since': 'In the CRM since',
  'crm.contacted': 'Contacted',
  'crm.lost': 'Lost before',
}

/** The job and the company, each with who told it and when; what was overruled stays in sight. */
export function CardFacts({ card, onSaved }: { readonly card: LeadDetail; readonly onSaved: (row: LeadRow) => void }) {
  const [correcting, setCorrecting] = useState(false)
  if (correcting) return <CorrectForm card={card} onSaved={onSaved} onDone={() => setCorrecting(false)} />
  const button = may('note_leads') && (
    <button type="button" class="button" data-size="small" data-look="plain" onClick={() => setCorrecting(true)}>
      {card.facts.length > 0 ? 'Correct' : 'Fill in'}
      <span class="visually-hidden">: job and company</span>
    </button>
  )
  if (card.facts.length === 0 && !button) return null
  return (
    <section class="card-facts">
      <header>
        <h3>Job and company</h3>
        {button}
      </header>
      {card.facts.length === 0 && <p class="quiet">Nothing is known yet beyond the address.</p>}
      <dl class="facts">
        {card.facts.map(fact => (
          <Known key={fact.fact} fact={fact} />
        ))}
      </dl>
    </section>
  )
}

function Known({ fact: { fact, words, told, overruled } }: { readonly fact: CardFact }) {
  return (
    <>
      <dt>{LABELS[fact]}</dt>
      <dd dir="auto">
        <span class={fact === 'company.description' ? 'long-fact' : 'known-fact'} title={words}>
          {words}
        </span>
        {told.source !== 'visitor' && (
          <span class="quiet">
            {told.by ?? capital(TELLERS[told.source])}
            {told.at !== null && (
              <>
                , <When at={told.at} />
              </>
            )}
          </span>
        )}
        {overruled.map(other => (
          <span class="quiet" key={other.source}>
            {capital(other.by ?? TELLERS[other.source])} said “{other.words}”
          </span>
        ))}
      </dd>
    </>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
