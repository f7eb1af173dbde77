import * as fields from '#flows/fields/index.ts'
import { learnFields } from './early-fields.ts'
import { en } from './locales/en.ts'
import type { Words } from './locales/words.ts'

export { isTyped } from './controls/input-attributes.ts'
export { TypedComposer } from './controls/typed-composer.tsx'
export { connect } from './outbox.ts'
export { readTyped } from './read-typed.ts'
export { resend } from './resend.ts'
export { default as css } from './styles/more.css?inline'
export { Answering } from './views/answering.tsx'
export { Finish } from './views/finish.tsx'
export { Past } from './views/past.tsx'

learnFields(fields)

export let words: Words = en

/** The words of another language, loaded by whoever knows it is needed. */
export function speak(other: Words): void {
  words = other
}
