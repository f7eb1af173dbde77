import type { AskStep, Field, Flow, Step } from '../flow.ts'
import { RESERVED_IDS } from '../reserved-ids.ts'
import { SIZE_QUESTION, SLOT_QUESTIONS, type SlotQuestion } from './framework-questions.ts'

/** A slot as a team keeps it; what a question for it is made from. */
export interface AskedSlot {
  readonly id: string
  readonly label: string
  /** What a salesperson asks; shown to the visitor where no better wording is known. */
  readonly ask: string
  readonly required: boolean
  /** Facts that fill it, the first one counts. */
  readonly facts?: readonly string[]
  readonly answer?: SlotAnswer | undefined
}

/** What may be answered: a number, yes or no, one of a list; left out: free text. */
export type SlotAnswer =
  | { readonly kind: 'number' }
  | { readonly kind: 'yes_no' }
  | { readonly kind: 'options'; readonly options: readonly { readonly id: string; readonly label: string }[] }

export interface FrameworkPlan {
  /** Id of the flow. */
  readonly id: string
  readonly name: string
  /** What is said first. */
  readonly hello: string
  readonly slots: readonly AskedSlot[]
}

/**
 * A conversation that asks for every slot of a framework in its order, then who is there, and decides: a time for those who
 * are ready, something to read for everybody else. What people who are no leads came for is asked in the first question.
 */
export function toFrameworkFlow({ id, name, hello, slots }: FrameworkPlan): Flow {
  const asked = withExitsOnce(askedSlots(slots))
  const fields: Record<string, Field> = {}
  for (const { question } of asked) fields[question.field] = question.settings
  if (!fields.size) fields.size = SIZE_QUESTION.settings
  const asks = withOwnIds(asked.map(toAsk))
  const sizeAsk: AskStep = { ...askOf(SIZE_QUESTION), page: 'company' }
  const questions = asked.some(({ question }) => question.field === 'size') ? asks : [...asks, sizeAsk]
  const exits = asks.some(({ elsewhere }) => elsewhere !== undefined)
  return {
    format: 1,
    id,
    name,
    locale: 'en',
    launcher: { label: 'Talk to us', teaser: 'Is it a fit? A minute tells.' },
    notice: {
      text: 'We use your answers to advise you and to nothing else, and erase them when you ask us to.',
      url: 'https://example.com/privacy',
    },
    fields: { ...fields, ...CONTACT_FIELDS, ...(exits && { elsewhere: ELSEWHERE }) },
    steps: [{ id: 'hello', kind: 'say', text: hello }, ...questions, ...REST, ...(exits ? EXITS : [])],
    targeting: { any: ['/pricing*', '/demo*', '/contact*'].map(glob => ({ fact: 'page.path', glob })) },
    ...doubtsOf(fields),
    ...('role' in fields && {
      promises: [{ name: 'A student never sees the calendar', facts: { role: 'student' }, never: 'book' }],
    }),
  }
}

/** A small team with the largest budget: often a slip, now and then true. */
function doubtsOf(fields: Readonly<Record<string, Field>>): Pick<Flow, 'doubts'> {
  const budget = Object.entries(fields).find(([, { kind }]) => kind === 'money')?.[0]
  const size = Object.entries(fields).find(([, { kind }]) => kind === 'size')?.[0]
  if (!budget || !size) return {}
  const when = {
    all: [
      { fact: `${size}.max`, lte: 10 },
      { fact: `${budget}.top`, is: true },
    ],
  }
  return { doubts: [{ id: 'small_and_rich', when, text: SMALL_AND_RICH }] }
}

const SMALL_AND_RICH = 'A small team and our largest budget: are both right?'

interface Asked {
  readonly slot: AskedSlot
  readonly question: SlotQuestion
}

/** One question a fact: two slots that the same fact fills are filled by the first one's. */
function askedSlots(slots: readonly AskedSlot[]): Asked[] {
  const taken = new Set<string>()
  return slots.flatMap(slot => {
    const question = questionOf(slot)
    if (taken.has(question.field)) return []
    taken.add(question.field)
    return [{ slot, question }]
  })
}

/** Who is no lead says so at the first question that asks for it. */
function withExitsOnce(asked: readonly Asked[]): Asked[] {
  const first = asked.find(({ question }) => hasExits(question))
  return asked.map(one => {
    const { settings } = one.question
    if (one === first || settings.kind !== 'choice' || !hasExits(one.question)) return one
    const options = settings.options.filter(({ id }) => id !== 'customer' && id !== 'elsewhere')
    return { ...one, question: { ...one.question, settings: { ...settings, options } } }
  })
}

function hasExits({ settings }: SlotQuestion): boolean {
  return settings.kind === 'choice' && settings.options.some(({ id }) => id === 'elsewhere')
}

function questionOf(slot: AskedSlot): SlotQuestion {
  const known = slot.answer ? undefined : SLOT_QUESTIONS[slot.id]
  const fact = slot.facts?.find(isFree)
  if (known) return fact ? { ...known, field: fact } : known
  return {
    field: fact ?? (isFree(slot.id) ? slot.id : `${slot.id}_asked`.slice(-40)),
    settings: settingsOf(slot.answer),
    text: slot.ask || `${slot.label}?`,
  }
}

/** The field that takes such answers. */
export function settingsOf(answer: SlotAnswer | undefined): Field {
  switch (answer?.kind) {
    case 'number':
      return { kind: 'number' }
    case 'yes_no':
      return { kind: 'choice', options: YES_NO }
    case 'options':
      return { kind: 'choice', options: answer.options }
    default:
      return { kind: 'text', about: 'other', long: true, max: 1000 }
  }
}

const YES_NO = [
  { id: 'yes', label: 'Yes' },
  { id: 'no', label: 'No' },
] as const

/** Whether a fact can be the answer to a question of its own here. */
function isFree(fact: string): boolean {
  const taken = fact === 'elsewhere' || Object.hasOwn(CONTACT_FIELDS, fact)
  return /^[a-z][a-z0-9_]{0,39}$/.test(fact) && !RESERVED_IDS.has(fact) && !taken
}

/** Teams name their slots as they like: `contact`, or long ones that differ at the end only. */
function withOwnIds(asks: readonly AskStep[]): AskStep[] {
  const used = new Set([...REST, ...EXITS].map(({ id }) => id))
  return asks.map(ask => {
    let id = ask.id
    for (let count = 2; used.has(id); count += 1) id = `${ask.id.slice(0, 37)}_${count}`
    used.add(id)
    return { ...ask, id }
  })
}

function toAsk({ slot, question }: Asked, index: number): AskStep {
  const ask = askOf(question)
  return {
    ...ask,
    slot: slot.id,
    ...(isWordedForSales(slot) && { note: 'Worded for your salespeople: put it to the visitor.' }),
    // A few at a time where it is a form in steps.
    page: `part_${Math.floor(index / 3) + 1}`,
    ...(!slot.required && { optional: true }),
    ...waysOut(question),
  }
}

function isWordedForSales(slot: AskedSlot): boolean {
  return slot.ask !== '' && (slot.answer !== undefined || !Object.hasOwn(SLOT_QUESTIONS, slot.id))
}

/** Where those go who are no leads. */
function waysOut(question: SlotQuestion): Pick<AskStep, 'next' | 'elsewhere'> {
  const { field, settings } = question
  const to = (option: string, step: string) => ({ when: { fact: field, is: option }, to: step })
  if (settings.kind === 'role') return { next: [to('student', 'end_guide')] }
  if (!hasExits(question)) return {}
  return { elsewhere: 'elsewhere', next: [to('customer', 'end_support'), to('elsewhere', 'q_elsewhere')] }
}

function askOf({ field, text, hint }: SlotQuestion): AskStep {
  return { id: `q_${field}`.slice(0, 40), kind: 'ask', field, text, ...(hint && { hint }) }
}

const CONTACT_FIELDS: Readonly<Record<string, Field>> = {
  name: { kind: 'text', about: 'name', max: 100 },
  email: { kind: 'email', business: 'prefer' },
  contact_ok: {
    kind: 'consent',
    purpose: 'contact',
    text: 'Yes, you may write to me about this. I can take this back at any time.',
  },
}

const ELSEWHERE: Field = {
  kind: 'choice',
  options: [
    { id: 'vendor', label: 'I offer you something' },
    { id: 'applicant', label: 'I am looking for a job' },
    { id: 'other', label: 'Neither' },
  ],
}

const EXITS: readonly Step[] = [
  {
    id: 'q_elsewhere',
    kind: 'ask',
    field: 'elsewhere',
    text: 'What brings you here?',
    note: 'Nobody on this way becomes a lead.',
    next: [
      { when: { fact: 'elsewhere', is: 'vendor' }, to: 'end_vendor' },
      { when: { fact: 'elsewhere', is: 'applicant' }, to: 'end_applicant' },
    ],
  },
  {
    id: 'end_exit',
    kind: 'end',
    outcome: 'exit',
    text: 'Thank you for looking in. What we do, and for whom, stands in the guide.',
    link: { label: 'Read the guide', url: 'https://example.com/guide' },
  },
  {
    id: 'end_vendor',
    kind: 'end',
    outcome: 'vendor',
    text: 'Thank you. Write to our office: every offer is read there, and answered if it fits.',
    link: { label: 'Write to the office', url: 'mailto:office@example.com' },
    note: 'Put your own address here.',
  },
  {
    id: 'end_applicant',
    kind: 'end',
    outcome: 'applicant',
    text: 'Good to hear. Open positions stand on our careers page.',
    link: { label: 'See open positions', url: 'https://example.com/careers' },
    note: 'Put your own careers page here.',
  },
]

const REST: readonly Step[] = [
  { id: 'q_name', kind: 'ask', field: 'name', text: 'Thank you. What is your name?', page: 'contact' },
  {
    id: 'q_email',
    kind: 'ask',
    field: 'email',
    text: 'Your work e-mail, {{name.first|please}}?',
    hint: 'What you asked for goes to this address.',
    page: 'contact',
  },
  { id: 'q_contact', kind: 'ask', field: 'contact_ok', text: 'May we write to you there?', page: 'contact' },
  {
    id: 'route',
    kind: 'decide',
    outcomes: {
      sales: 'book',
      nurture: 'end_nurture',
      trial: 'end_nurture',
      guide: 'end_guide',
      support: 'end_support',
      exit: 'end_guide',
    },
    fallback: 'end_nurture',
    note: 'The score decides: hot leads are offered a time.',
  },
  {
    id: 'book',
    kind: 'book',
    text: 'This is worth twenty minutes together. Which time suits you?',
    to: 'end_sales',
  },
  {
    id: 'end_sales',
    kind: 'end',
    outcome: 'sales',
    text: 'Thank you, {{name.first|and see you soon}}. We come prepared with what you told us.',
  },
  {
    id: 'end_nurture',
    kind: 'end',
    outcome: 'nurture',
    text: 'Thank you, {{name.first|and welcome}}. We write to {{email}}; until then, this is what others read first.',
    link: { label: 'Read the guide', url: 'https://example.com/guide' },
    note: 'Put your own guide here.',
  },
  {
    id: 'end_support',
    kind: 'end',
    outcome: 'support',
    text: 'You are with us already: our support helps you best.',
    link: { label: 'Go to support', url: 'https://example.com/support' },
    note: 'Put your own support page here.',
  },
  {
    id: 'end_guide',
    kind: 'end',
    outcome: 'guide',
    text: 'Good to have you here. The guide is free, for you as well.',
    link: { label: 'Read the guide', url: 'https://example.com/guide' },
    note: 'Put your own guide here.',
  },
]
