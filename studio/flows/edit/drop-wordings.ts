import type { Experiment, Flow } from '#flows/flow.ts'

/**
 * Takes out what else is kept of words that are gone: texts under test and translations whose key is `gone`.
 * `ended`: experiments that tested nothing else and went with them.
 */
export function dropWordings(
  flow: Flow,
  gone: (key: string) => boolean,
): { readonly flow: Flow; readonly ended: readonly string[] } {
  const ended: string[] = []
  const experiments = flow.experiments?.flatMap((experiment): Experiment[] => {
    if (!experiment.variants.some(({ patch }) => Object.keys(patch).some(gone))) return [experiment]
    const variants = experiment.variants.map(variant => ({ ...variant, patch: without(variant.patch, gone) }))
    if (variants.some(({ patch }) => Object.keys(patch).length > 0)) return [{ ...experiment, variants }]
    ended.push(experiment.id)
    return []
  })
  const translations =
    flow.translations &&
    Object.fromEntries(Object.entries(flow.translations).map(([locale, texts]) => [locale, without(texts, gone)]))
  return { flow: { ...flow, ...(experiments && { experiments }), ...(translations && { translations }) }, ended }
}

function without<T>(record: Readonly<Record<string, T>>, gone: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone(key)))
}
