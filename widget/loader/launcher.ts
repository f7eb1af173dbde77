import type { SiteFlow } from '#flows/api.ts'
import type { TeaserModule } from '../teaser.ts'
import { config } from './config.ts'
import css from './launcher.css?inline'
import { page } from './page.ts'

/** Puts the closed chat bubble of a flow on the page; the words of a test or of another language follow. */
export function showLauncher(site: SiteFlow, onPress: () => void): HTMLElement {
  const host = document.createElement('parley-launcher')
  const button = document.createElement('button')
  const sheet = new CSSStyleSheet()
  const put = (words?: string) => {
    // Who is at the button keeps it as it is.
    if (root.activeElement) return
    button.textContent = words as string // none is none
    // What grows or shrinks in its place shifts the page's layout, to those who measure; what is put in anew does not.
    if (host.isConnected) document.body.append(host)
  }
  const say = ({ label, teaser = '' }: NonNullable<SiteFlow['bubble']>) => {
    // On a phone a line of words would lie on what the page offers: there the button says it to screen readers only.
    put(innerWidth > 480 ? teaser : '')
    button.ariaLabel = teaser || label
    // The teaser has its say, then leaves the button alone.
    setTimeout(put, 20_000)
  }
  sheet.replaceSync(css + (config.theme ?? ''))
  const root = host.attachShadow({ mode: 'open', delegatesFocus: true })
  root.adoptedStyleSheets = [sheet]
  root.append(button)
  button.onclick = onPress
  document.body.append(host)
  const bubble = site.bubble as NonNullable<SiteFlow['bubble']> // placed as one, it has its words
  if (!site.spoken) say(bubble)
  // Left out where nothing is tested or translated. Taken apart in place, or in quotes, the build would wrap the import in half a kilobyte.
  else
    import(/* @vite-ignore */ config.teaser as string).then(
      (module: TeaserModule) => say(module.teaserWords(config, page, site)),
      () => say(bubble),
    )
  return host
}
