import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { LifecycleSettings, Slot } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import type { FactInfo } from '../conditions/fact-catalog.ts'

const slots = signal<readonly Slot[]>([])

/** Asks which slots the team has, each time an editor opens: they may have been changed meanwhile. */
export function useSlots(): void {
  useEffect(() => {
    get<LifecycleSettings>('/lifecycle').then(
      ({ rules }) => {
        slots.value = rules?.slots ?? []
      },
      () => {}, // without them what is set stays readable by its name
    )
  }, [])
}

/** What sales says where no question asks it, as facts of a rule; a slot with an answer of its own kind has its choices. */
export function slotFacts(of: readonly Slot[] = slots.value): FactInfo[] {
  return of
    .filter(({ facts }) => facts.length === 0)
    .map(({ id, label, answer }): FactInfo => {
      const info = { fact: `framework.${id}`, label: `${label}, by sales` }
      if (answer?.kind === 'number') return { ...info, type: 'number' }
      if (answer?.kind === 'options') return { ...info, type: 'option', options: answer.options }
      return answer?.kind === 'yes_no' ? { ...info, type: 'option', options: YES_NO } : { ...info, type: 'text' }
    })
}

const YES_NO = [
  { id: 'yes', label: 'Yes' },
  { id: 'no', label: 'No' },
]
