import type { Fact, Facts } from '#flows/condition.ts'
import { describeAnswer, parseAnswer } from '#flows/fields/index.ts'
import type { Field, Flow } from '#flows/flow.ts'
import { settingsOf } from '#flows/templates/to-framework-flow.ts'
import { believedFacts } from '../leads/believed.ts'
import { strongestFacts, type ToldFact } from '../leads/lead-facts.ts'
import { FRAMEWORKS, SLOT_FIELDS, type Slot } from './frameworks.ts'
import type { LifecycleRules } from './lifecycle-rules.ts'
import type { FilledFramework, FilledSlot, SalesCheck, SlotInput, SlotTeller } from './slot-type.ts'

export interface SlotsInput {
  readonly rules: LifecycleRules
  readonly flow: Pick<Flow, 'fields' | 'steps' | 'locale'>
  /** What the visitor answered. */
  readonly answered: Facts
  /** What others told, the most believed first. */
  readonly told: readonly ToldFact[]
  /** Names of people by id. */
  readonly names: ReadonlyMap<string, string>
}

/** The facts by which sales says that intent and means were checked. */
export const CHECK_FACTS = { intent: 'framework.intent_checked', means: 'framework.means_checked' } as const

const CHECK_LABELS = { intent: 'Intent is real', means: 'Means are there' } as const

/** The slots of a framework with all that is known of a lead, and what is still missing for SQL. Pure. */
export function fillSlots(input: SlotsInput): FilledFramework {
  const { rules } = input
  const slots = rules.slots.map(slot => fillSlot(slot, input))
  const checks = (['intent', 'means'] as const).map(id => checkOf(id, input))
  const open = slots.filter(slot => slot.required && (slot.value === null || slot.vague))
  const unchecked = checks.filter(check => check.required && !check.checked)
  return {
    framework: { id: rules.framework, label: FRAMEWORKS[rules.framework].label },
    slots,
    checks,
    missing: [...open, ...unchecked].map(({ id }) => id),
  }
}

function fillSlot(slot: Slot, input: SlotsInput): FilledSlot {
  const { flow, answered, names } = input
  const candidates = candidatesOf(slot, flow)
  const isAnswered = candidates.some(name => answered[name] !== undefined)
  // As the score believes them, or a slot could be filled by what earns no points.
  const told = believedFacts(input.told, () => isAnswered)
  const strongest = strongestFacts(told)
  const fact = candidates.find(name => strongest[name] !== undefined) ?? candidates.find(name => name in answered)
  const known = fact === undefined ? undefined : (strongest[fact] ?? answered[fact])
  const stored = fact ?? candidates[0] ?? `framework.${slot.id}`
  const field = fieldOf(flow, stored)
  const { id, label, ask, required } = slot
  const common = { id, label, ask, required, fact: stored, input: inputOf(field, slot) }
  if (fact === undefined || known === undefined) {
    return { ...common, value: null, words: null, vague: false, told: null, corrected: null }
  }
  const by = tellerOf(fact, told, names)
  const said = answered[fact]
  const corrected = by.source !== 'visitor' && said !== undefined && !isSame(said, known)
  return {
    ...common,
    value: known,
    words: inWords(field ?? fieldOfSlot(slot), known, flow.locale),
    vague: isVague(field, known),
    told: by,
    corrected: corrected ? inWords(field ?? fieldOfSlot(slot), said, flow.locale) : null,
  }
}

/** Facts that fill a slot, those first that a question of the flow asks for. */
function candidatesOf(slot: Slot, { fields, steps }: Pick<Flow, 'fields' | 'steps'>): readonly string[] {
  const own = `framework.${slot.id}`
  const named = steps.flatMap(step => (step.kind === 'ask' && step.slot === slot.id ? [step.field] : []))
  if (slot.facts.length > 0) return [...new Set([...slot.facts, ...named, own])]
  const hint = SLOT_FIELDS[slot.id]
  if (named.length > 0 || !hint) return [...new Set([...named, own])]
  const asked = Object.entries(fields).filter(([, { kind }]) => !CONTACT.has(kind))
  const byKind = asked.filter(([, { kind }]) => hint.kinds.includes(kind))
  const byName = asked.filter(([id, { kind }]) => hint.kinds.length === 0 && OPEN.has(kind) && hint.names.test(id))
  return [...byKind, ...byName].map(([id]) => id).concat(own)
}

const CONTACT: ReadonlySet<Field['kind']> = new Set(['email', 'phone', 'name', 'consent', 'hidden'])
const OPEN: ReadonlySet<Field['kind']> = new Set(['choice', 'multi_choice', 'text', 'rating', 'number'])

function fieldOf({ fields }: Pick<Flow, 'fields'>, fact: string): Field | undefined {
  return Object.hasOwn(fields, fact) ? fields[fact] : undefined
}

/** A slot that no question of the flow fills takes the answers that the team set; undefined = free text. */
export function fieldOfSlot({ answer }: Pick<Slot, 'answer'>): Field | undefined {
  return answer && settingsOf(answer)
}

function inputOf(asked: Field | undefined, slot: Slot): SlotInput {
  const field = asked ?? fieldOfSlot(slot)
  if (field && 'options' in field) {
    return { kind: 'options', options: field.options.map(({ id, label }) => ({ id, label })) }
  }
  return { kind: field?.kind === 'number' || field?.kind === 'rating' ? 'number' : 'text' }
}

/** Options that say that there is no amount or no answer yet. */
function isVague(field: Field | undefined, value: Fact): boolean {
  if (field?.kind !== 'money' && field?.kind !== 'size') return false
  const option = field.options.find(({ id }) => id === value)
  return option !== undefined && option.min === undefined && option.max === undefined
}

function tellerOf(fact: string, told: readonly ToldFact[], names: ReadonlyMap<string, string>): SlotTeller {
  const teller = told.find(one => one.fact === fact)
  if (!teller) return { source: 'visitor', by: null, at: null }
  return { source: teller.source, by: names.get(teller.actor) ?? null, at: teller.at }
}

function checkOf(id: keyof typeof CHECK_FACTS, { rules, told, names }: SlotsInput): SalesCheck {
  const checked = strongestFacts(told)[CHECK_FACTS[id]] === true
  const by = checked ? tellerOf(CHECK_FACTS[id], told, names) : null
  return { id, label: CHECK_LABELS[id], required: rules.sql[id], checked, told: by }
}

function inWords(field: Field | undefined, value: Fact, locale: string): string {
  const parsed = field && parseAnswer(field, value)
  if (field && parsed?.ok) return describeAnswer(field, parsed.value, locale)
  return typeof value === 'object' ? value.join(', ') : String(value)
}

function isSame(a: Fact, b: Fact): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
