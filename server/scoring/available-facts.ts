import type { Flow } from '#flows/flow.ts'

/** Facts that exist without a question: the context of the session, by the part before the first dot. */
const CONTEXT = new Set([
  'page',
  'referrer',
  'utm',
  'locale',
  'lang',
  'country',
  'timeZone',
  'device',
  'browser',
  'os',
  'surface',
  'shape',
  'consent',
  'variant',
  'source',
])

/** Whether a flow with these questions can know a fact; true when the questions are not given. */
export function isAvailable(fact: string, fields: Flow['fields'] | undefined): boolean {
  const root = fact.split('.', 1)[0] ?? fact
  return fields === undefined || CONTEXT.has(root) || Object.hasOwn(fields, root)
}
