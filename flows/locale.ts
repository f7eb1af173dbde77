import { fnv1a32 } from './assign.ts'
import type { Fact, Facts } from './condition.ts'
import { describeAnswer } from './fields/index.ts'
import type { Answer, Experiment, Field, Flow, Link, PublicFlow, Snippet, Step, Variant } from './flow.ts'
import { SHAPE_KEY } from './shape.ts'

/** Wording key -> text. Keys: `{step}.text`, `{step}.hint`, `{step}.link.label`, `fields.{field}.{option}`, `fields.{field}.text`, `fields.{field}.low`, `fields.{field}.high`, `launcher.label`, `launcher.teaser`, `notice.text`, `{step}.image.alt`, `snippets.{id}.text`, `.link.label` and `.questions` (a line each); `doubts.{id}.text`; a variant's own text is `{key}@{experiment}.{variant}`. */
export type Wordings = Readonly<Record<string, string>>

/** The flow with the texts of the assigned variants in place; unknown experiments and variants change nothing. */
export function withVariants(flow: PublicFlow, variants: Readonly<Record<string, string>>): PublicFlow {
  return reword(flow, wordingIn(patchOf(flow, variants)))
}

/** All that the assigned variants change, as one patch. */
export function patchOf(
  flow: Pick<PublicFlow, 'experiments'>,
  variants: Readonly<Record<string, string>>,
): Variant['patch'] {
  const patches = (flow.experiments ?? []).map(
    experiment => experiment.variants.find(variant => variant.id === variants[experiment.id])?.patch ?? {},
  )
  return Object.assign(Object.create(null), ...patches)
}

/** Puts values into `{{name}}` and `{{name|fallback}}`. Braces inside a value stay as they are: nothing is expanded twice. */
export function fill(text: string, values: Facts): string {
  if (!hasPipes(text)) return text
  return text.replace(PIPE, (_all, name: string, fallback = '') => {
    const value: Fact | undefined = Object.hasOwn(values, name) ? values[name] : undefined
    return value === undefined || value === '' ? fallback : Array.isArray(value) ? value.join(', ') : String(value)
  })
}

/** Whether `fill` may change a text. */
export function hasPipes(text: string): boolean {
  return text.includes('{{')
}

/** The names that `fill` puts values for, in order. */
export function pipesOf(text: string): string[] {
  return [...text.matchAll(PIPE)].map(([, name = '']) => name)
}

/** Values for `fill`: the facts, with every answer in words ("50–500 people" rather than `s3`). */
export function sayable(
  flow: PublicFlow,
  played: { readonly facts: Facts; readonly answers: ReadonlyMap<string, Answer> },
): Facts {
  const values: Record<string, Fact | undefined> = { ...played.facts }
  for (const step of flow.steps) {
    const answer = played.answers.get(step.id)
    const field = step.kind === 'ask' ? flow.fields[step.field] : undefined
    if (step.kind !== 'ask' || !field || answer === undefined) continue
    values[step.field] = describeAnswer(field, answer, flow.locale)
  }
  return values
}

/** The locales a flow can be shown in, its own first. */
export function localesOf(flow: Pick<Flow, 'locale' | 'translations'>): string[] {
  return [...new Set([flow.locale, ...Object.keys(flow.translations ?? {})])]
}

/** The locale of the flow nearest to the one wanted: the same, the same language, else the flow's own. */
export function nearestLocale(flow: Pick<Flow, 'locale' | 'translations'>, wanted: string): string {
  const language = (locale: string) => locale.toLowerCase().split('-')[0]
  const offered = localesOf(flow)
  const same = offered.find(locale => locale.toLowerCase() === wanted.toLowerCase())
  return same ?? offered.find(locale => language(locale) === language(wanted)) ?? flow.locale
}

/**
 * What a browser gets: one locale (the nearest one to `locale`), running experiments only, nothing for colleagues' eyes.
 * A text without translation stays as it is; an experiment is left out of a locale in which a variant is not translated.
 */
export function publicFlow(flow: Flow, locale: string): PublicFlow {
  const { name: _name, translations, promises: _promises, experiments: tested, ...shown } = flow
  const nearest = nearestLocale(flow, locale)
  const texts = new Map(Object.entries(translations?.[nearest] ?? {}).map(([key, { text }]) => [key, text]))
  const running = (tested ?? []).filter(experiment => experiment.status === 'running')
  const experiments = nearest === flow.locale ? running : running.flatMap(one => translateExperiment(one, texts))
  const worded = reword({ ...shown, locale: nearest }, (key, text) => texts.get(key) ?? text)
  return { ...worded, steps: worded.steps.map(forVisitors), ...(experiments.length > 0 && { experiments }) }
}

/** Every text of a flow that a visitor can see, in its own locale, by wording key, variants included. */
export function wordings(flow: PublicFlow): Record<string, string> {
  const all: Record<string, string> = {}
  reword(flow, (key, text) => {
    all[key] = text
    return text
  })
  for (const experiment of flow.experiments ?? []) {
    for (const variant of experiment.variants) {
      for (const [key, text] of Object.entries(variant.patch)) {
        if (key !== SHAPE_KEY) all[variantKey(key, experiment, variant)] = text
      }
    }
  }
  return all
}

/** What a translation keeps of its source text, to tell when that changed: 8 hex digits. */
export function sourceHash(text: string): string {
  return fnv1a32(text).toString(16).padStart(8, '0')
}

const PIPE = /\{\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}\}/g

/** Key of the text that a variant puts in the place of another. */
export const variantKey = (key: string, experiment: { readonly id: string }, variant: { readonly id: string }) =>
  `${key}@${experiment.id}.${variant.id}`

function translateExperiment(experiment: Experiment, texts: ReadonlyMap<string, string>): Experiment[] {
  let complete = true
  const variants = experiment.variants.map(variant => {
    const patch = Object.entries(variant.patch).map(([key, value]) => {
      // A shape is the same in every language.
      const text = key === SHAPE_KEY ? value : texts.get(variantKey(key, experiment, variant))
      if (text === undefined) complete = false
      return [key, text ?? ''] as const
    })
    return { ...variant, patch: Object.fromEntries(patch) }
  })
  return complete ? [{ ...experiment, variants }] : []
}

function forVisitors(step: Step): Step {
  const { note: _note, ...shown } = step
  if (!('slot' in shown)) return shown
  const { slot: _slot, ...asked } = shown
  return asked
}

type Reword = (key: string, text: string) => string

const wordingIn =
  (texts: Wordings): Reword =>
  (key, text) =>
    texts[key] ?? text

/** The one list of where a flow keeps words. Builds the flow anew with each of them passed through `of`. */
function reword<F extends PublicFlow>(flow: F, of: Reword): F {
  const { launcher, notice, snippets, doubts } = flow
  const fields = Object.entries(flow.fields).map(([id, field]) => [id, rewordField(`fields.${id}`, field, of)])
  return {
    ...flow,
    ...(launcher && { launcher: rewordKeys('launcher', launcher, ['label', 'teaser'], of) }),
    ...(notice && { notice: rewordKeys('notice', notice, ['text'], of) }),
    ...(snippets && { snippets: snippets.map(snippet => rewordSnippet(snippet, of)) }),
    ...(doubts && { doubts: doubts.map(doubt => rewordKeys(`doubts.${doubt.id}`, doubt, ['text'], of)) }),
    fields: Object.fromEntries(fields),
    steps: flow.steps.map(step => rewordStep(step, of)),
  }
}

function rewordStep(step: Step, of: Reword): Step {
  const worded = rewordKeys(step.id, step, ['text', 'hint'], of)
  if ('image' in worded && worded.image)
    return { ...worded, image: rewordKeys(`${step.id}.image`, worded.image, ['alt'], of) }
  return rewordLink(step.id, worded, of)
}

function rewordSnippet(snippet: Snippet, of: Reword): Snippet {
  const key = `snippets.${snippet.id}`
  const questions = of(`${key}.questions`, snippet.questions.join('\n')).split('\n')
  return rewordLink(key, { ...rewordKeys(key, snippet, ['text'], of), questions }, of)
}

function rewordLink<T extends object>(key: string, holder: T & { readonly link?: Link }, of: Reword): T {
  const { link } = holder
  return link ? { ...holder, link: rewordKeys(`${key}.link`, link, ['label'], of) } : holder
}

function rewordField(key: string, field: Field, of: Reword): Field {
  const worded = rewordKeys(key, field, ['text', 'low', 'high'], of)
  if (!('options' in worded)) return worded
  const options = worded.options.map(option => ({ ...option, label: of(`${key}.${option.id}`, option.label) }))
  return { ...worded, options } as Field // the same options with other labels
}

function rewordKeys<T extends object>(key: string, holder: T, names: readonly string[], of: Reword): T {
  const worded = { ...holder } as Record<string, unknown>
  for (const name of names) {
    const text = worded[name]
    if (typeof text === 'string') worded[name] = of(`${key}.${name}`, text)
  }
  return worded as T // only texts were replaced by texts
}
