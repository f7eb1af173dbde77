import type { SiteFlow } from '#flows/api.ts'
import { assign } from '#flows/assign.ts'
import { config } from './config.ts'
import css from './launcher.css?inline'
import { expose, page } from './page.ts'

// The teaser has its say, then leaves the button alone.
const TEASER_MS = 15_000

/** Puts the closed chat bubble of a flow on the page, with the teaser this visitor is to see. */
export function showLauncher(site: SiteFlow, onPress: () => void): HTMLElement {
  const words: Record<string, string | undefined> = {
    'launcher.label': site.bubble?.label,
    'launcher.teaser': site.bubble?.teaser,
  }
  for (const experiment of site.experiments) {
    const variant = assign(experiment, page.visitor)
    if (!variant) continue
    Object.assign(words, experiment.variants.find(({ id }) => id === variant)?.patch)
    expose({ experiment: experiment.id, version: experiment.version, variant, at: Date.now() }, site.release)
  }

  const host = document.createElement('parley-launcher')
  const button = document.createElement('button')
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css + (config.theme ?? ''))
  const root = host.attachShadow({ mode: 'open', delegatesFocus: true })
  root.adoptedStyleSheets = [sheet]
  root.append(button)
  button.onclick = onPress
  const teaser = words['launcher.teaser']
  // On a phone a line of words would lie on what the page offers: there the button says it to screen readers only.
  button.textContent = (innerWidth > 480 && teaser) || ''
  button.ariaLabel = teaser ?? words['launcher.label'] ?? ''
  setTimeout(() => button.replaceChildren(), TEASER_MS)
  document.body.append(host)
  return host
}
