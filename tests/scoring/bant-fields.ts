import type { Facts } from '#flows/condition.ts'
import { factsOf } from '#flows/fields/index.ts'
import type { Answer, Field } from '#flows/flow.ts'

/** The questions of the pricing conversation, as the `bant` model scores them. */
export const bantFields = {
  need: {
    kind: 'choice',
    options: [
      { id: 'many_sites', label: 'Many sites' },
      { id: 'spreadsheets', label: 'Spreadsheets' },
      { id: 'erp_mismatch', label: 'ERP mismatches' },
      { id: 'comparing', label: 'Just comparing' },
      { id: 'customer', label: 'I’m a customer' },
    ],
  },
  size: {
    kind: 'size',
    options: [
      { id: 's1_10', label: '1–10', min: 1, max: 10 },
      { id: 's11_49', label: '11–49', min: 11, max: 49 },
      { id: 's50_500', label: '50–500', min: 50, max: 500 },
      { id: 's501_1000', label: '501–1,000', min: 501, max: 1000 },
      { id: 's1001', label: '1,001+', min: 1001 },
    ],
  },
  role: {
    kind: 'role',
    options: [
      { id: 'executive', label: 'Owner / C-level / VP', level: 'executive' },
      { id: 'head', label: 'Head', level: 'head' },
      { id: 'manager', label: 'Manager', level: 'manager' },
      { id: 'specialist', label: 'Specialist', level: 'specialist' },
      { id: 'consultant', label: 'Consultant', level: 'consultant' },
      { id: 'student', label: 'Student or researcher', level: 'student' },
    ],
  },
  timeline: {
    kind: 'timeline',
    options: [
      { id: 'month', label: 'This month', days: 30 },
      { id: 'quarter', label: 'This quarter', days: 90 },
      { id: 'half_year', label: 'Half a year', days: 182 },
      { id: 'later', label: 'Later', days: 365 },
      { id: 'none', label: 'No plan' },
    ],
  },
  budget: {
    kind: 'money',
    currency: 'USD',
    options: [
      { id: 'under_3k', label: 'Under $3k', max: 3000 },
      { id: 'b3_8k', label: '$3–8k', min: 3000, max: 8000 },
      { id: 'b8_24k', label: '$8–24k', min: 8000, max: 24000 },
      { id: 'b24k', label: '$24k+', min: 24000 },
      { id: 'not_set', label: 'Not set yet' },
      { id: 'not_said', label: 'Rather not say' },
    ],
  },
  email: { kind: 'email', business: 'prefer' },
} as const satisfies Record<string, Field>

/** Facts of these answers, as a session on the path would have them. */
export function answered(answers: Readonly<Record<string, Answer>>): Facts {
  const fields: Readonly<Record<string, Field>> = bantFields
  const facts = Object.entries(answers).map(([id, value]) => {
    const field = fields[id]
    if (!field) throw new Error(`No question ${id}`)
    return factsOf(id, field, value)
  })
  return Object.assign({}, ...facts)
}

/** The label of an option, else its id. */
export function labelOf(fact: string, value: string): string {
  const field: Field | undefined = (bantFields as Readonly<Record<string, Field>>)[fact] // as: looked up by any name
  const options = field && 'options' in field ? field.options : []
  return options.find(option => option.id === value)?.label ?? value
}
