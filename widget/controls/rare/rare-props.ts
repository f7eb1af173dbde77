import type { Field } from '#flows/flow.ts'
import type { RareControlProps } from '../rare-control.tsx'
import type { RareWords } from './rare-words.ts'

/** What every rare control gets. `locale` is the language of the questions; numbers, days and names of countries follow it. */
export interface RareProps<F extends Field = Field> extends Omit<RareControlProps, 'field'> {
  readonly field: F
  readonly locale: string
  readonly words: RareWords
}
