import type { Experiment, Flow } from '#flows/flow.ts'
import { type Template, templates } from '#flows/templates/index.ts'

/** The template's flow with the links of the invented company leading to the demo's own site. */
export function templateAt(id: Template['id'], siteOrigin: string): Flow {
  const template = templates.find(one => one.id === id)
  if (!template) throw new Error(`There is no template ${id}.`)
  const json = JSON.stringify(template.flow).replaceAll('https://tallybarn.example', siteOrigin)
  return JSON.parse(json) as Flow // a flow with other addresses in it is a flow
}

/** The pricing chat as it was while each test ran, oldest first; a test that is over stays in it, stopped. */
export function pricingByTest(siteOrigin: string): readonly { readonly experiment: string; readonly flow: Flow }[] {
  const flow = templateAt('pricing', siteOrigin)
  const words = { ...half('launcher_words'), ...patched({ 'launcher.label': 'See your price' }) }
  const quote = {
    ...half('quote_30s'),
    ...patched({
      'launcher.teaser': 'A quote in 30 seconds',
      'hello.text': 'Thirty seconds to your quote. Five taps.',
    }),
  }
  const over = [words, quote].map(experiment => ({ ...experiment, status: 'stopped' as const }))
  const [wordsOver, quoteOver] = over as [Experiment, Experiment] // two in, two out
  return [
    { experiment: 'launcher_words', flow: { ...flow, experiments: [words] } },
    { experiment: 'quote_30s', flow: { ...flow, experiments: [quote, wordsOver] } },
    { experiment: 'teaser', flow: { ...flow, experiments: [...(flow.experiments ?? []), quoteOver, wordsOver] } },
  ]
}

function half(id: string): Omit<Experiment, 'variants'> {
  return { id, version: 1, status: 'running' }
}

function patched(patch: Readonly<Record<string, string>>): Pick<Experiment, 'variants'> {
  return {
    variants: [
      { id: 'a', weight: 5000, patch: {} },
      { id: 'b', weight: 5000, patch },
    ],
  }
}
