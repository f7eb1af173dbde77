import type { Answer, Outcome } from '#flows/flow.ts'

/** A visit to the pricing conversation: what somebody answers, and what comes of it. */
export interface PricingVisit {
  readonly name: 'booked' | 'declined' | 'enterprise' | 'corrected' | 'warm' | 'cold'
  /** By field. */
  readonly answers: Readonly<Record<string, Answer>>
  /** Goes back to a step from a later one and answers it anew. */
  readonly correction?: { readonly from: string; readonly step: string; readonly value: Answer }
  /** What the server decides. */
  readonly outcome: Outcome
  /** Takes the time that is offered. */
  readonly books?: boolean
}

const contact = { name: 'Dana Whitfield', email: 'dana.whitfield@harborline.example', contact_ok: true }

/** Complete conversations, eight answers each, on all ways through the flow that end with a decision. */
export const pricingVisits: readonly PricingVisit[] = [
  {
    name: 'booked',
    answers: { need: 'many_sites', size: 's50_500', role: 'executive', timeline: 'month', budget: 'b24k', ...contact },
    outcome: 'sales',
    books: true,
  },
  {
    name: 'declined',
    answers: {
      need: 'erp_mismatch',
      size: 's50_500',
      role: 'head',
      timeline: 'quarter',
      budget: 'b8_24k',
      ...contact,
    },
    outcome: 'sales',
    books: false,
  },
  {
    name: 'enterprise',
    answers: { need: 'erp_mismatch', size: 's1001', role: 'head', timeline: 'quarter', budget: 'b24k', ...contact },
    outcome: 'sales',
    books: true,
  },
  {
    name: 'corrected',
    answers: { need: 'many_sites', size: 's11_49', role: 'manager', timeline: 'month', budget: 'b24k', ...contact },
    correction: { from: 'q_name', step: 'q_size', value: 's501_1000' },
    outcome: 'sales',
    books: true,
  },
  {
    name: 'warm',
    answers: {
      need: 'spreadsheets',
      size: 's11_49',
      role: 'manager',
      timeline: 'half_year',
      budget: 'b3_8k',
      ...contact,
    },
    outcome: 'nurture',
  },
  {
    name: 'cold',
    answers: {
      need: 'comparing',
      size: 's1_10',
      role: 'specialist',
      timeline: 'later',
      budget: 'not_said',
      ...contact,
    },
    outcome: 'trial',
  },
]
