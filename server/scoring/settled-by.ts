import type { Fact } from '#flows/condition.ts'
import { findEventType } from './event-types.ts'

/** What one event settles about a lead, by the catalogue: facts by name. */
export function settledBy({
  type,
  properties = {},
}: {
  readonly type: string
  readonly properties?: Readonly<Record<string, Fact>>
}): [fact: string, value: Fact][] {
  return (findEventType(type)?.sets ?? []).flatMap(set => {
    const value = 'value' in set ? set.value : properties[set.property]
    return value === undefined || value === '' ? [] : [[set.fact, value] as [string, Fact]]
  })
}
