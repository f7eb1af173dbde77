import type { Experiment, Flow } from '../flow.ts'
import { sourceHash } from '../locale.ts'

const OPENERS = {
  en: 'Weekend closed for counting again? Five taps to a plan that ends it.',
  de: 'Schon wieder ein Wochenende Inventur? Fünf Klicks bis zum Tarif, der das beendet.',
}

const experiment: Experiment = {
  id: 'opener',
  version: 1,
  status: 'running',
  variants: [
    { id: 'a', weight: 5000, patch: {} },
    { id: 'b', weight: 5000, patch: { 'hello.text': OPENERS.en } },
  ],
}

/** The pricing conversation inside a landing page: no launcher to test, but the sentence it begins with. */
export function toLanding(pricing: Flow): Flow {
  const { launcher: _launcher, targeting: _targeting, translations = {}, ...flow } = pricing
  const german = Object.entries(translations.de ?? {}).filter(([key]) => !key.startsWith('launcher.'))
  const opener = { text: OPENERS.de, source: sourceHash(OPENERS.en) }
  return {
    ...flow,
    id: 'landing',
    name: 'Landing page chat',
    experiments: [experiment],
    translations: { de: { ...Object.fromEntries(german), 'hello.text@opener.b': opener } },
  }
}
