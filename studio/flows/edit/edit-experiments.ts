import type { Experiment, Flow, Variant } from '#flows/flow.ts'
import { publicFlow, wordings } from '#flows/locale.ts'
import { reword } from './reword.ts'
import { freeId, slugOf } from './slugs.ts'

/** Basis points of all visitors. */
const ALL = 10_000
const MOST_VARIANTS = 10

/** The experiment that tests a wording, if one does. */
export function experimentOn(flow: Pick<Flow, 'experiments'>, key: string): Experiment | undefined {
  return flow.experiments?.find(({ variants }) => variants.some(({ patch }) => Object.hasOwn(patch, key)))
}

/** What the flow says under a wording key when nothing is tested. */
export function wordingOf(flow: Flow, key: string): string {
  return wordings(publicFlow({ ...flow, experiments: [] }, flow.locale))[key] ?? ''
}

/**
 * Tests another wording: a new variant of the experiment on that key, or a new experiment of the text as it stands against a copy
 * of it, half and half. The copy is there to be rewritten.
 */
export function addVariant(flow: Flow, key: string): Flow {
  const running = experimentOn(flow, key)
  const text = wordingOf(flow, key)
  if (text === '') return flow
  if (running) {
    if (running.variants.length >= MOST_VARIANTS) return flow
    const variant = { id: nextLetter(running.variants), weight: 0, patch: { [key]: text } }
    return splitEvenly(replace(flow, { ...running, variants: [...running.variants, variant] }), running.id)
  }
  const taken = flow.experiments?.map(({ id }) => id) ?? []
  const experiment: Experiment = {
    id: freeId(slugOf(key.replace(/\.text$/, ''), 'test'), taken),
    version: 1,
    status: 'running',
    variants: [
      { id: 'a', weight: ALL / 2, patch: {} },
      { id: 'b', weight: ALL / 2, patch: { [key]: text } },
    ],
  }
  return { ...flow, experiments: [...(flow.experiments ?? []), experiment] }
}

export function setVariantText(flow: Flow, at: VariantPlace, key: string, text: string): Flow {
  return changeVariant(flow, at, variant => ({ ...variant, patch: { ...variant.patch, [key]: text } }))
}

/** `weight` in basis points; what the weights do not add up to sees the flow as it stands, uncounted. */
export function setWeight(flow: Flow, at: VariantPlace, weight: number): Flow {
  return changeVariant(flow, at, variant => ({ ...variant, weight: Math.min(ALL, Math.max(0, Math.round(weight))) }))
}

export function setStatus(flow: Flow, experiment: string, status: Experiment['status']): Flow {
  return change(flow, experiment, one => ({ ...one, status }))
}

/** The same share for everyone; what does not divide goes to the first. */
export function splitEvenly(flow: Flow, experiment: string): Flow {
  return change(flow, experiment, one => {
    const share = Math.floor(ALL / one.variants.length)
    const rest = ALL - share * one.variants.length
    const variants = one.variants.map((variant, index) => ({ ...variant, weight: share + (index === 0 ? rest : 0) }))
    return { ...one, variants }
  })
}

/** Without anything left to compare, the experiment goes too. */
export function removeVariant(flow: Flow, { experiment, variant }: VariantPlace): Flow {
  const without = change(flow, experiment, one => ({
    ...one,
    variants: one.variants.filter(({ id }) => id !== variant),
  }))
  const left = without.experiments?.find(({ id }) => id === experiment)
  const compares = left && left.variants.length > 1 && left.variants.some(({ patch }) => Object.keys(patch).length > 0)
  return compares ? splitEvenly(without, experiment) : dropExperiment(without, experiment)
}

/** Ends the test: everyone gets that variant's words from now on. */
export function adoptVariant(flow: Flow, { experiment, variant }: VariantPlace): Flow {
  const patch = flow.experiments?.find(({ id }) => id === experiment)?.variants.find(({ id }) => id === variant)?.patch
  return dropExperiment(patch ? reword(flow, patch) : flow, experiment)
}

export interface VariantPlace {
  readonly experiment: string
  readonly variant: string
}

function dropExperiment(flow: Flow, id: string): Flow {
  const left = flow.experiments?.filter(experiment => experiment.id !== id) ?? []
  const { experiments: _gone, ...rest } = flow
  return left.length > 0 ? { ...rest, experiments: left } : rest
}

function change(flow: Flow, id: string, edit: (experiment: Experiment) => Experiment): Flow {
  const experiment = flow.experiments?.find(one => one.id === id)
  return experiment ? replace(flow, edit(experiment)) : flow
}

function changeVariant(flow: Flow, at: VariantPlace, edit: (variant: Variant) => Variant): Flow {
  return change(flow, at.experiment, one => ({
    ...one,
    variants: one.variants.map(variant => (variant.id === at.variant ? edit(variant) : variant)),
  }))
}

function replace(flow: Flow, experiment: Experiment): Flow {
  return { ...flow, experiments: (flow.experiments ?? []).map(one => (one.id === experiment.id ? experiment : one)) }
}

function nextLetter(variants: readonly Variant[]): string {
  const taken = new Set(variants.map(({ id }) => id))
  return 'abcdefghijklmnopqrstuvwxyz'.split('').find(letter => !taken.has(letter)) ?? freeId('variant', taken)
}
