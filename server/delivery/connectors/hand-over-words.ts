import type { AlertHandOver } from './lead-payload.ts'

/** Why a lead has an owner that it had not before, in a sentence; empty for a reason of a later version. */
export function handedOverInWords({ why, from, by }: AlertHandOver): string {
  switch (why) {
    case 'hot':
      return 'It turned hot after its conversation.'
    case 'sal':
      return 'It came to the point after its conversation at which sales takes over.'
    case 'priority':
      return 'Its company is on the priority list.'
    case 'owner_left':
      return from ? `It was ${from}’s before.` : 'Who had it no longer takes leads.'
    case 'automation':
      return by ? `The automation “${by}” handed it over.` : 'An automation handed it over.'
    case 'manual':
      return by ? `${by} handed it over.` : ''
    default:
      return ''
  }
}
