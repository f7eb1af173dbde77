import type { Fact } from '#flows/condition.ts'
import { findEventType, type Settling } from './event-types.ts'

interface Settles {
  readonly type: string
  readonly properties?: Readonly<Record<string, Fact>>
  /** When it happened, milliseconds since 1970. */
  readonly at?: number
}

/** What one event settles about a lead, by the catalogue: facts by name, with values as they were sent. */
export function settledBy({ type, properties = {}, at }: Settles): [fact: string, value: Fact][] {
  return (findEventType(type)?.sets ?? []).flatMap(set => {
    if (!applies(set, properties)) return []
    const value = 'value' in set ? set.value : (given(properties[set.property]) ?? (set.orTime ? at : undefined))
    return value === undefined ? [] : [[set.fact, value] as [string, Fact]]
  })
}

function applies({ when }: Settling, properties: Readonly<Record<string, Fact>>): boolean {
  if (!when) return true
  const said = String(properties[when.property] ?? '')
  return 'says' in when ? when.says.test(said) : !when.saysNot.test(said)
}

function given(value: Fact | undefined): Fact | undefined {
  return value === '' ? undefined : value
}
