import type { Field, Flow, Option } from '#flows/flow.ts'
import { dropWordings } from './drop-wordings.ts'
import { freeId, slugOf } from './slugs.ts'

export type ChoosingField = Extract<Field, { readonly options: readonly Option[] }>
export type AnyOption = ChoosingField['options'][number]

export function hasOptions(field: Field | undefined): field is ChoosingField {
  return field !== undefined && 'options' in field
}

export function setField(flow: Flow, id: string, field: Field): Flow {
  return { ...flow, fields: { ...flow.fields, [id]: field } }
}

/** Adds an answer at the end. Its id comes from the label and never changes again. */
export function addOption(flow: Flow, field: string, label: string): Flow {
  return withOptions(flow, field, (options, kind) => {
    const id = freeId(
      slugOf(label, 'option'),
      options.map(option => option.id),
    )
    return [...options, kind === 'role' ? { id, label, level: 'other' } : { id, label }]
  })
}

export function renameOption(flow: Flow, field: string, option: string, label: string): Flow {
  return changeOption(flow, field, option, { label })
}

/** Sets what an option stands for; undefined takes a setting out. */
export function changeOption(
  flow: Flow,
  field: string,
  option: string,
  change: {
    label?: string
    min?: number | undefined
    max?: number | undefined
    level?: string
    days?: number | undefined
  },
): Flow {
  return withOptions(flow, field, options =>
    options.map(one => {
      if (one.id !== option) return one
      const entries = Object.entries({ ...one, ...change }).filter(([, value]) => value !== undefined)
      return Object.fromEntries(entries) as unknown as AnyOption // the forms offer only what the kind of field has
    }),
  )
}

/** The last option stays: a question to choose from needs one. */
export function removeOption(flow: Flow, field: string, option: string): Flow {
  const owner = flow.fields[field]
  if (!hasOptions(owner) || owner.options.length < 2) return flow
  const changed = withOptions(flow, field, options => options.filter(one => one.id !== option))
  return dropWordings(changed, key => key === `fields.${field}.${option}`).flow
}

export function moveOption(flow: Flow, field: string, option: string, by: -1 | 1): Flow {
  return withOptions(flow, field, options => {
    const from = options.findIndex(one => one.id === option)
    const [moved, neighbour] = [options[from], options[from + by]]
    if (!moved || !neighbour) return options
    return options.map((one, index) => (index === from ? neighbour : index === from + by ? moved : one))
  })
}

function withOptions(
  flow: Flow,
  id: string,
  change: (options: readonly AnyOption[], kind: ChoosingField['kind']) => readonly AnyOption[],
): Flow {
  const field = flow.fields[id]
  if (!hasOptions(field)) return flow
  return setField(flow, id, { ...field, options: change(field.options, field.kind) } as Field) // options keep the shape of their kind
}
