import type { Flow } from '../flow.ts'
import { type AskedSlot, toFrameworkFlow } from './to-framework-flow.ts'

/** The frameworks that have a conversation of their own, with what they are called. */
export const FRAMEWORK_NAMES = { bant: 'BANT', champ: 'CHAMP', anum: 'ANUM', gpctba_ci: 'GPCTBA/C&I' } as const

export type FrameworkTemplateId = keyof typeof FRAMEWORK_NAMES

/** Ids of the slots in the order asked; one with a question mark can be skipped. */
const SLOTS: Readonly<Record<FrameworkTemplateId, readonly string[]>> = {
  bant: ['budget', 'authority', 'need', 'timeline'],
  champ: ['challenges', 'authority', 'money', 'prioritization'],
  anum: ['authority', 'need', 'urgency', 'money'],
  gpctba_ci: ['goals', 'plans?', 'challenges', 'timeline', 'budget', 'authority', 'consequences?', 'implications?'],
}

const HELLOS: Readonly<Record<FrameworkTemplateId, string>> = {
  bant: 'Hi. Five taps tell whether this fits, and what it takes.',
  champ: 'Hi. What holds you up? Five taps, and we know how to help.',
  anum: 'Hi. Five taps, and you talk to the right person.',
  gpctba_ci: 'Hi. Where do you want to be? Nine taps, and we come prepared.',
}

/** A ready conversation in a framework's order. */
export function frameworkFlow(id: FrameworkTemplateId): Flow {
  return toFrameworkFlow({ id, name: `${FRAMEWORK_NAMES[id]} chat`, hello: HELLOS[id], slots: SLOTS[id].map(toSlot) })
}

function toSlot(written: string): AskedSlot {
  const id = written.replace('?', '')
  return { id, label: id, ask: '', required: id === written }
}
