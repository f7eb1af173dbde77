import type { Flow } from '#flows/flow.ts'
import type { DraftFinding, DraftPart } from '#server/http/api-type.ts'
import type { RequestFailed } from '../../api.ts'

/** A finding of the checks, or a place whose shape the server refuses to save. */
export type Note = Omit<DraftFinding, 'code'> & { readonly code: string }

const PARTS: ReadonlySet<string> = new Set<DraftPart>(['flow', 'model', 'routing', 'placement'])

/** What the server refuses in a draft, as findings: its pointers begin with the part. */
export function refusalsOf(failed: Pick<RequestFailed, 'errors' | 'message' | 'code'>): Note[] {
  const notes = failed.errors.map(({ pointer, code, message }): Note => {
    const [, part = '', ...rest] = pointer.split('/')
    return {
      severity: 'error',
      code,
      message,
      ...(isPart(part) ? { part, pointer: rest.map(name => `/${name}`).join('') } : { part: 'flow', pointer }),
    }
  })
  return notes.length > 0
    ? notes
    : [{ severity: 'error', part: 'flow', pointer: '', code: failed.code, message: failed.message }]
}

/** Where a finding about the flow stands: the id of a step, `launcher`, `notice`, `snippets` or `doubts`; null = in no place of its own. */
export function placeOf(flow: Flow, { part, step, pointer }: Note): string | null {
  if (part !== 'flow') return null
  if (step !== undefined) return step
  const [, list, place = '', key = ''] = pointer.split('/')
  switch (list) {
    case 'steps':
      return flow.steps[Number(place)]?.id ?? null
    case 'fields':
      return placeOfField(flow, place)
    case 'experiments':
      return placeOfWording(flow, flow.experiments?.[Number(place)]?.variants.flatMap(testedKeys)[0])
    case 'translations':
      return placeOfWording(flow, key)
    case 'launcher':
    case 'notice':
    case 'snippets':
    case 'doubts':
      return list
    default:
      return null
  }
}

const FRAMES: ReadonlySet<string> = new Set(['launcher', 'notice', 'snippets', 'doubts'])

function placeOfWording(flow: Flow, key = ''): string | null {
  const [first = '', second = ''] = key.split('.')
  if (first === 'fields') return placeOfField(flow, second)
  return FRAMES.has(first) || flow.steps.some(({ id }) => id === first) ? first : null
}

function placeOfField(flow: Flow, field: string): string | null {
  if (flow.fields[field]?.kind === 'hidden') return 'hidden'
  return flow.steps.find(step => step.kind === 'ask' && step.field === field)?.id ?? null
}

const testedKeys = ({ patch }: { readonly patch: Readonly<Record<string, string>> }) => Object.keys(patch)

/** Findings of a part whose pointer is `prefix` or leads into it. */
export function notesAt(notes: readonly Note[], part: DraftPart, prefix: string): Note[] {
  return notes.filter(note => {
    return note.part === part && (note.pointer === prefix || note.pointer.startsWith(`${prefix}/`))
  })
}

function isPart(name: string): name is DraftPart {
  return PARTS.has(name)
}
