import type { FieldKindName } from '#flows/flow.ts'
import type { SlotAnswer } from '#flows/templates/to-framework-flow.ts'

/** One thing a salesperson has to know before a lead is sales qualified. */
export interface Slot {
  /** Slug. What sales says without a question of the flow is the fact `framework.<id>`. */
  readonly id: string
  readonly label: string
  /** What the salesperson asks. */
  readonly ask: string
  /** Without it no SQL. */
  readonly required: boolean
  /** Facts that fill it, the first known counts. Empty = the questions of the flow by kind or name. */
  readonly facts: readonly string[]
  /** What sales may say where no question of a flow asks it; left out: free text. */
  readonly answer?: SlotAnswer | undefined
}

export const FRAMEWORK_IDS = ['bant', 'champ', 'anum', 'gpctba_ci', 'own'] as const

export type FrameworkId = (typeof FRAMEWORK_IDS)[number]

interface Framework {
  readonly label: string
  readonly slots: readonly Slot[]
}

const slot = (id: string, label: string, ask: string, required = true): Slot => {
  return { id, label, ask, required, facts: [] }
}

/** The frameworks by name. A team that wants its own begins with an empty list. */
export const FRAMEWORKS: Readonly<Record<FrameworkId, Framework>> = {
  bant: {
    label: 'BANT',
    slots: [
      slot('budget', 'Budget', 'What may it cost a year, and is the money set aside?'),
      slot('authority', 'Authority', 'Who decides, and who else has a say?'),
      slot('need', 'Need', 'What should be better afterwards?'),
      slot('timeline', 'Timeline', 'By when should it work?'),
    ],
  },
  champ: {
    label: 'CHAMP',
    slots: [
      slot('challenges', 'Challenges', 'What stands in their way?'),
      slot('authority', 'Authority', 'Who decides, and who else has a say?'),
      slot('money', 'Money', 'What may it cost a year?'),
      slot('prioritization', 'Prioritization', 'How urgent is it beside everything else?'),
    ],
  },
  anum: {
    label: 'ANUM',
    slots: [
      slot('authority', 'Authority', 'Who decides, and who else has a say?'),
      slot('need', 'Need', 'What should be better afterwards?'),
      slot('urgency', 'Urgency', 'By when should it work?'),
      slot('money', 'Money', 'What may it cost a year?'),
    ],
  },
  gpctba_ci: {
    label: 'GPCTBA/C&I',
    slots: [
      slot('goals', 'Goals', 'Which figure do they want to reach?'),
      slot('plans', 'Plans', 'What have they tried or planned?', false),
      slot('challenges', 'Challenges', 'What stands in their way?'),
      slot('timeline', 'Timeline', 'By when should it work?'),
      slot('budget', 'Budget', 'What may it cost a year, and is the money set aside?'),
      slot('authority', 'Authority', 'Who decides, and who else has a say?'),
      slot('consequences', 'Consequences', 'What happens if nothing changes?', false),
      slot('implications', 'Implications', 'What becomes possible once it works?', false),
    ],
  },
  own: { label: 'Your own list', slots: [] },
}

/** Which questions of a flow fill a slot that names no facts: by what kind of field they are, else by the field's name. */
export const SLOT_FIELDS: Readonly<
  Record<string, { readonly kinds: readonly FieldKindName[]; readonly names: RegExp }>
> = {
  budget: { kinds: ['money'], names: /budget|money|spend|price/ },
  money: { kinds: ['money'], names: /budget|money|spend|price/ },
  authority: { kinds: ['role'], names: /role|title|position|authority|decision/ },
  need: { kinds: [], names: /need|problem|pain|challenge|goal|fix|show/ },
  challenges: { kinds: [], names: /challenge|problem|pain|need|fix/ },
  goals: { kinds: [], names: /goal|aim|target|need|fix/ },
  plans: { kinds: [], names: /plan|tried|today|current/ },
  timeline: { kinds: ['timeline'], names: /time|when|live|start|deadline/ },
  urgency: { kinds: ['timeline'], names: /urgen|time|when|live|start|deadline/ },
  prioritization: { kinds: ['timeline'], names: /priorit|urgen|time|when|live/ },
  consequences: { kinds: [], names: /consequence|otherwise|risk/ },
  implications: { kinds: [], names: /implication|gain|benefit/ },
}
