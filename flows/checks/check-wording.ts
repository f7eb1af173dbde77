import type { Experiment, Field, Flow, Variant } from '../flow.ts'
import { pipesOf, sourceHash, variantKey, wordings } from '../locale.ts'
import { toPointer } from '../schema-problems.ts'
import { SHAPE_KEY, SHAPES } from '../shape.ts'
import { knowsFact } from './check-references.ts'
import { error, type Finding, warning } from './finding.ts'

/** Notice, experiments, translations, and the names in braces. */
export function checkWording(flow: Flow): Finding[] {
  const texts = wordings(flow)
  return [
    ...checkNotice(flow),
    ...checkPipes(flow, texts),
    ...(flow.experiments ?? []).flatMap((experiment, index) => checkExperiment(flow, experiment, index)),
    ...checkConflicts(flow),
    ...Object.keys(flow.translations ?? {}).flatMap(locale => checkTranslation(flow, locale, texts)),
  ]
}

function checkNotice(flow: Flow): Finding[] {
  const personal = flow.steps.find(step => step.kind === 'ask' && isPersonal(flow.fields[step.field]))
  if (flow.notice || !personal) return []
  const message = 'Say who handles the answers, and link to your privacy page, before personal questions are asked.'
  return [error('missing_notice', { pointer: '/notice', step: personal.id, message })]
}

function isPersonal(field: Field | undefined): boolean {
  if (field?.kind === 'text') return field.about === 'name'
  return field?.kind === 'email' || field?.kind === 'phone' || field?.kind === 'name'
}

function checkPipes(flow: Flow, texts: Readonly<Record<string, string>>): Finding[] {
  const translated = Object.entries(flow.translations ?? {}).flatMap(([locale, all]) =>
    Object.entries(all).map(([key, { text }]) => ({ text, pointer: toPointer(['translations', locale, key]) })),
  )
  const own = Object.entries(texts).map(([key, text]) => ({ text, pointer: pointerOf(flow, key) }))
  return [...own, ...translated].flatMap(({ text, pointer }) =>
    pipesOf(text)
      .filter(name => !knowsFact(flow, name))
      .map(name => warning('unknown_pipe', { pointer, message: `Nothing is called ${name}: this place stays empty.` })),
  )
}

const WHOLE = 10_000

function checkExperiment(flow: Flow, { variants }: Experiment, index: number): Finding[] {
  const known = wordings({ ...flow, experiments: [] })
  const pointer = `/experiments/${index}`
  const unknown = variants.flatMap((variant, at) =>
    Object.keys(variant.patch)
      .filter(key => key !== SHAPE_KEY && !Object.hasOwn(known, key))
      .map(key =>
        error('variant_unknown_key', {
          pointer: pointer + toPointer(['variants', at, 'patch', key]),
          message: `There is no text called ${key} to put another in its place.`,
        }),
      ),
  )
  const sum = variants.reduce((total, { weight }) => total + weight, 0)
  const message = `The shares add up to ${sum / 100} %; 100 % is the most.`
  const shares = sum > WHOLE ? [error('variant_weights', { pointer: `${pointer}/variants`, message })] : []
  return [...unknown, ...variants.flatMap((variant, at) => checkShape(variant, pointer, at)), ...shares]
}

function checkShape({ patch }: Variant, pointer: string, at: number): Finding[] {
  const shape = patch[SHAPE_KEY]
  if (shape === undefined || SHAPES.some(known => known === shape)) return []
  const message = `A flow is held as ${SHAPES.join(', ')}; ${shape} is none of them.`
  return [
    error('variant_unknown_shape', { pointer: pointer + toPointer(['variants', at, 'patch', SHAPE_KEY]), message }),
  ]
}

/** Two running experiments that change the same text: one of them would measure nothing. */
function checkConflicts(flow: Flow): Finding[] {
  const owner = new Map<string, string>()
  return (flow.experiments ?? []).flatMap(({ id, status, variants }, index) => {
    if (status !== 'running') return []
    const keys = [...new Set(variants.flatMap(variant => Object.keys(variant.patch)))]
    const taken = keys.filter(key => owner.has(key))
    for (const key of keys) owner.set(key, owner.get(key) ?? id)
    return taken.map(key =>
      warning('variant_conflict', {
        pointer: `/experiments/${index}`,
        message: `${owner.get(key)} tests ${key} as well.`,
      }),
    )
  })
}

function checkTranslation(flow: Flow, locale: string, texts: Readonly<Record<string, string>>): Finding[] {
  const translations = flow.translations?.[locale] ?? {}
  const pointer = toPointer(['translations', locale])
  const entries = Object.entries(translations).flatMap(([key, { source }]) => {
    const text = Object.hasOwn(texts, key) ? texts[key] : undefined
    const at = pointer + toPointer([key])
    if (text === undefined)
      return [warning('translation_unknown_key', { pointer: at, message: `There is no text called ${key}.` })]
    if (source === sourceHash(text)) return []
    return [
      warning('translation_stale', { pointer: at, message: `The text changed since it was translated: “${text}”` }),
    ]
  })
  const missing = Object.keys(texts).filter(key => !key.includes('@') && !Object.hasOwn(translations, key))
  const message = `${missing.length} texts have no translation yet, the first one is ${missing[0]}.`
  return [
    ...entries,
    ...(missing.length > 0 ? [warning('translation_missing', { pointer, message })] : []),
    ...untranslated(flow, locale, translations),
  ]
}

function untranslated(flow: Flow, locale: string, translations: Readonly<Record<string, unknown>>): Finding[] {
  return (flow.experiments ?? []).flatMap((experiment, index) => {
    const keys = experiment.variants.flatMap(variant =>
      Object.keys(variant.patch)
        .filter(key => key !== SHAPE_KEY)
        .map(key => variantKey(key, experiment, variant)),
    )
    if (experiment.status !== 'running' || keys.every(key => Object.hasOwn(translations, key))) return []
    const message = `Not every variant is translated, so this does not run in ${locale}.`
    return [warning('variant_untranslated', { pointer: `/experiments/${index}`, message })]
  })
}

/** Where a text stands in the flow. */
function pointerOf(flow: Flow, key: string): string {
  const [first = '', ...rest] = key.split('@')[0]?.split('.') ?? []
  const step = flow.steps.findIndex(({ id }) => id === first)
  if (step >= 0) return toPointer(['steps', step, ...rest])
  return toPointer(first === 'fields' ? ['fields', rest[0] ?? ''] : [first, ...rest])
}
