import type { Field, FieldKindName, Flow } from '#flows/flow.ts'
import { freeId, slugOf } from './slugs.ts'

/** Ids that score presets know: a question about the role is worth points from its first day. */
const USUAL_IDS: Readonly<Partial<Record<FieldKindName, string>>> = {
  role: 'role',
  size: 'size',
  money: 'budget',
  timeline: 'timeline',
  email: 'email',
  phone: 'phone',
  url: 'website',
  consent: 'contact_ok',
  date: 'start_date',
  rating: 'rating',
  name: 'name',
}

const USUAL_TEXTS = { name: 'name', company: 'company', title: 'title', message: 'message' } as const

/** A free id for a field. One word from the question gets a second one, for single words may be reserved names. */
export function fieldIdFor(flow: Pick<Flow, 'fields'>, field: Field, question: string): string {
  const usual = field.kind === 'text' && field.about !== 'other' ? USUAL_TEXTS[field.about] : USUAL_IDS[field.kind]
  const fromWords = slugOf(question, 'question')
  const wanted = usual ?? (fromWords.includes('_') ? fromWords : `${fromWords}_answer`)
  return freeId(wanted, Object.keys(flow.fields))
}

/** A field with settings that work at once; `labels` are the answers to choose from, where the kind lets one choose freely. */
export function newField(kind: FieldKindName, labels: readonly string[] = []): Field {
  switch (kind) {
    case 'choice':
    case 'multi_choice':
      return { kind, options: optionsFrom(labels.length > 0 ? labels : ['First answer', 'Second answer']) }
    case 'email':
      return { kind, business: 'prefer' }
    case 'text':
      return { kind, about: 'other' }
    case 'consent':
      return { kind, purpose: 'contact', text: 'Yes, you may contact me about this. I can take this back at any time.' }
    case 'rating':
      return { kind, max: 5 }
    case 'date':
      return { kind, ahead: true }
    case 'hidden':
      return { kind, prefill: true }
    case 'phone':
    case 'number':
    case 'url':
    case 'name':
      return { kind }
    default:
      return LADDERS[kind]
  }
}

export function optionsFrom(labels: readonly string[]): { readonly id: string; readonly label: string }[] {
  const options: { id: string; label: string }[] = []
  for (const label of labels) {
    const taken = options.map(({ id }) => id)
    options.push({ id: freeId(slugOf(label, 'option'), taken), label })
  }
  return options
}

const LADDERS: Readonly<Record<'role' | 'size' | 'money' | 'timeline', Field>> = {
  role: {
    kind: 'role',
    options: [
      { id: 'executive', label: 'Owner, C-level or VP', level: 'executive' },
      { id: 'head', label: 'Head of a department', level: 'head' },
      { id: 'manager', label: 'Manager', level: 'manager' },
      { id: 'specialist', label: 'Specialist', level: 'specialist' },
      { id: 'consultant', label: 'Consultant', level: 'consultant' },
      { id: 'student', label: 'Student or researcher', level: 'student' },
    ],
  },
  size: {
    kind: 'size',
    options: [
      { id: 's1_10', label: '1–10', min: 1, max: 10 },
      { id: 's11_49', label: '11–49', min: 11, max: 49 },
      { id: 's50_500', label: '50–500', min: 50, max: 500 },
      { id: 's501_1000', label: '501–1,000', min: 501, max: 1000 },
      { id: 's1001', label: '1,001 or more', min: 1001 },
    ],
  },
  money: {
    kind: 'money',
    currency: 'USD',
    options: [
      { id: 'under_3k', label: 'Under $3k', max: 3000 },
      { id: 'b3_8k', label: '$3k–8k', min: 3000, max: 8000 },
      { id: 'b8_24k', label: '$8k–24k', min: 8000, max: 24_000 },
      { id: 'b24k', label: '$24k or more', min: 24_000 },
      { id: 'not_set', label: 'Not set yet' },
    ],
  },
  timeline: {
    kind: 'timeline',
    options: [
      { id: 'month', label: 'This month', days: 30 },
      { id: 'quarter', label: 'This quarter', days: 90 },
      { id: 'half_year', label: 'Within half a year', days: 182 },
      { id: 'later', label: 'Later', days: 365 },
      { id: 'none', label: 'No plan yet' },
    ],
  },
}
