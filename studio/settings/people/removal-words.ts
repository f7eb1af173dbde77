import type { MemberRemoved } from '#server/http/api-type.ts'
import { count } from '../../words.ts'

/** What follows when somebody is taken out of the workspace. */
export function removalInWords(name: string, { handedOver }: Pick<MemberRemoved, 'handedOver'>): string {
  if (handedOver === 0) return `${name} was removed.`
  return `${name} was removed. ${count(handedOver, 'open lead')} of theirs ${handedOver === 1 ? 'goes' : 'go'} to others in a moment.`
}
