import type { Field, RangeOption, RoleOption, TimelineOption } from '../flow.ts'

/** A question that fills a slot of a framework: the fact it gives, and how a visitor is asked for it. */
export interface SlotQuestion {
  /** Id of the field. The same ones as in the page templates, so that rules about them hold everywhere. */
  readonly field: string
  readonly settings: Field
  readonly text: string
  readonly hint?: string
}

const choice = (options: Readonly<Record<string, string>>): Field => ({
  kind: 'choice',
  options: Object.entries(options).map(([id, label]) => ({ id, label })),
})

/** Those who are no leads: asked with what it is about, before anything else. */
const OTHERS = { customer: 'I am a customer already', elsewhere: 'I’m here for something else' }

const SIZES: readonly RangeOption[] = [
  { id: 's1_10', label: '1–10', min: 1, max: 10 },
  { id: 's11_49', label: '11–49', min: 11, max: 49 },
  { id: 's50_500', label: '50–500', min: 50, max: 500 },
  { id: 's501_1000', label: '501–1,000', min: 501, max: 1000 },
  { id: 's1001', label: '1,001 or more', min: 1001 },
]

const ROLES: readonly RoleOption[] = [
  { id: 'executive', label: 'Owner, C-level or VP', level: 'executive' },
  { id: 'head', label: 'Head of a department', level: 'head' },
  { id: 'manager', label: 'Manager', level: 'manager' },
  { id: 'specialist', label: 'Specialist or analyst', level: 'specialist' },
  { id: 'consultant', label: 'Consultant', level: 'consultant' },
  { id: 'student', label: 'Student or researcher', level: 'student' },
]

const TIMES: readonly TimelineOption[] = [
  { id: 'month', label: 'This month', days: 30 },
  { id: 'quarter', label: 'This quarter', days: 90 },
  { id: 'half_year', label: 'Within half a year', days: 182 },
  { id: 'later', label: 'Later', days: 365 },
  { id: 'none', label: 'No plan yet' },
]

const BUDGETS: readonly RangeOption[] = [
  { id: 'under_3k', label: 'Under $3k', max: 3000 },
  { id: 'b3_8k', label: '$3k–8k', min: 3000, max: 8000 },
  { id: 'b8_24k', label: '$8k–24k', min: 8000, max: 24000 },
  { id: 'b24k', label: '$24k or more', min: 24000 },
  { id: 'not_set', label: 'Not set yet' },
  { id: 'not_said', label: 'Rather not say' },
]

const budget: SlotQuestion = {
  field: 'budget',
  settings: { kind: 'money', currency: 'USD', options: BUDGETS },
  text: 'What may it cost a year?',
  hint: 'A rough figure is enough.',
}

const timeline: SlotQuestion = {
  field: 'timeline',
  settings: { kind: 'timeline', options: TIMES },
  text: 'By when should it work?',
}

/** How many people the company has: no slot of any framework, and asked in all of them. */
export const SIZE_QUESTION: SlotQuestion = {
  field: 'size',
  settings: { kind: 'size', options: SIZES },
  text: 'How many people work at your company?',
}

/** By slot: the questions of the known frameworks, worded for the person who answers. */
export const SLOT_QUESTIONS: Readonly<Record<string, SlotQuestion>> = {
  budget,
  money: budget,
  authority: { field: 'role', settings: { kind: 'role', options: ROLES }, text: 'What is your role?' },
  timeline,
  urgency: timeline,
  prioritization: {
    field: 'prioritization',
    settings: choice({
      top: 'At the very top',
      next: 'Among the next three',
      someday: 'Nice to have',
      unranked: 'Not on the list yet',
    }),
    text: 'Where does it stand on your list this year?',
  },
  need: {
    field: 'need',
    settings: choice({
      save_time: 'Less manual work',
      cut_costs: 'Lower costs',
      grow: 'More business',
      comply: 'A rule we have to meet',
      comparing: 'Nothing yet, just comparing',
      ...OTHERS,
    }),
    text: 'What should be better afterwards?',
  },
  challenges: {
    field: 'challenges',
    settings: choice({
      manual: 'Too much is done by hand',
      apart: 'Our tools do not fit together',
      outgrown: 'We have outgrown what we use',
      costly: 'It costs too much as it is',
      none: 'Nothing, just comparing',
      ...OTHERS,
    }),
    text: 'What stands in your way today?',
  },
  goals: {
    field: 'goals',
    settings: choice({
      revenue: 'More revenue',
      costs: 'Lower costs',
      speed: 'Faster delivery',
      quality: 'Fewer mistakes',
      none: 'No goal set yet',
      ...OTHERS,
    }),
    text: 'Which goal is it for?',
  },
  plans: {
    field: 'plans',
    settings: choice({
      project: 'A project with a date',
      tried: 'Something we tried did not last',
      ideas: 'First ideas',
      none: 'No plan yet',
    }),
    text: 'How far are your plans?',
  },
  consequences: {
    field: 'consequences',
    settings: choice({
      loss: 'We lose customers or money',
      stuck: 'We cannot grow further',
      bearable: 'We get by somehow',
      nothing: 'Nothing much',
    }),
    text: 'What happens if nothing changes?',
  },
  implications: {
    field: 'implications',
    settings: choice({
      growth: 'Room to grow',
      time: 'Time for other work',
      trust: 'Customers who trust us more',
      unsure: 'Hard to say yet',
    }),
    text: 'And once it works: what does it make possible?',
  },
}
