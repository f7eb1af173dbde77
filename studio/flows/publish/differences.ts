import { canonicalJson } from '#flows/canonical.ts'
import { wordings } from '#flows/locale.ts'
import type { Draft } from '#server/http/api-type.ts'

export interface Difference {
  readonly where: string
  readonly mine: string
  readonly theirs: string
}

/** What differs between two drafts: every text by its key, and for the rest which part. */
export function differencesOf(mine: Draft, theirs: Draft): Difference[] {
  const [own, other] = [wordings(mine.flow), wordings(theirs.flow)]
  const keys = [...new Set([...Object.keys(own), ...Object.keys(other)])]
  const texts = keys
    .filter(key => own[key] !== other[key])
    .map(key => ({ where: key, mine: own[key] ?? '(not there)', theirs: other[key] ?? '(not there)' }))
  const parts = PARTS.flatMap(([where, part]): Difference[] => {
    const same = canonicalJson(part(mine)) === canonicalJson(part(theirs))
    return same ? [] : [{ where, mine: 'your version', theirs: 'their version' }]
  })
  return [...texts, ...parts]
}

const PARTS: readonly (readonly [string, (draft: Draft) => unknown])[] = [
  ['Name of the flow', ({ flow }) => flow.name],
  ['Order of the steps', ({ flow }) => flow.steps.map(({ id }) => id)],
  [
    'Branches',
    ({ flow }) => flow.steps.map(step => ('next' in step || 'outcomes' in step ? { ...step, text: '' } : step.id)),
  ],
  ['What does not add up', ({ flow }) => (flow.doubts ?? []).map(({ when }) => when)],
  ['Points', ({ model }) => model],
  ['Routing', ({ routing }) => routing],
  ['Placement', ({ placement }) => placement],
]
