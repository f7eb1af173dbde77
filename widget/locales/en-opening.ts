import type { OpeningWords } from './words.ts'

export const opening: OpeningWords = {
  close: 'Close',
  progress: 'Progress',
  typed: 'Or type your answer',
  send: 'Send',
  failed: 'The conversation could not be loaded.',
  retry: 'Try again',
}
