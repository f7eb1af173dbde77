import type { Consent, SiteFlow } from '#flows/api.ts'
import { config } from './loader/config.ts'
import { defineElements } from './loader/elements.ts'
import { showLauncher } from './loader/launcher.ts'
import { facts, page, record, setConsent, watchDownloads } from './loader/page.ts'
import { quietly } from './loader/quietly.ts'
import { targets } from './loader/targets.ts'
import type { EntryModule, LoaderHost, MountRequest, Unmount } from './page-host.ts'

/**
 * The only script a page loads: `<script async src="https://parley.example/w/{siteKey}.js"></script>`, optionally with
 * `data-consent="granted"` (or `denied`). Its one global is `parley`: `parley('open', flow?)`, `parley('close')`,
 * `parley('consent', 'granted' | 'denied')`, `parley('event', name)`, and whatever else the entry module knows; before the script has loaded too, when the page
 * begins with `window.parley ||= function () { (parley.q ||= []).push(arguments) }`.
 *
 * Nothing is stored or sent before the visitor acts, except with consent. It never throws into the page.
 */
interface Parley {
  (...command: Command): void
  /** Commands given before the loader ran. */
  readonly q?: readonly Command[]
}
type Command = readonly [name: string, ...values: unknown[]]

const world = window as { parley?: Parley }

let path: string | undefined
let launcher: HTMLElement | undefined
let shown: SiteFlow | undefined
let bubble: Unmount | undefined
let looking: ReturnType<typeof setInterval>

const host: LoaderHost = {
  config,
  page,
  open,
  close: () => bubble?.(),
  stop() {
    clearInterval(looking)
    launcher?.remove()
  },
}

// Loaded twice? The first one stays.
if (!customElements.get('parley-form')) {
  const queue = world.parley?.q ?? []
  world.parley = run
  // Global Privacy Control says no for the visitor; a page that has asked them itself may say otherwise.
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean }
  const silent = config.consent === 'required' || globalPrivacyControl ? 'unset' : 'granted'
  run('consent', (document.currentScript as HTMLScriptElement | null)?.dataset.consent ?? silent)
  watchDownloads()
  // A look twice a second costs less than wrapping the page's history object.
  looking = setInterval(move, 500)
  move()
  defineElements(element => mount(element.getAttribute('flow'), { element, surface: 'inline' }))
  quietly(() => {
    const { parley } = sessionStorage
    // The second: another tab was closed before all was sent (see outbox-store.ts).
    if (parley === undefined && !localStorage['parley:unsent']) return
    if (parley) open(parley)
    forward(module => module.resend(config, page))
  })
  for (const command of queue) run(...command)
}

function run(...[name, ...values]: Command): void {
  quietly(() => {
    const [value] = values
    if (name === 'open') open(value ?? shown?.flow, { asked: true })
    else if (name === 'close') host.close()
    else if (name === 'event') record({ type: 'custom', name: `${value}` })
    else if (name === 'consent')
      setConsent(value as Consent) // any other word counts as no
    else forward(module => module.command?.(host, name, ...values))
  })
}

function forward(act: (module: EntryModule) => void): void {
  entry()
    .then(act)
    .catch(() => {})
}

/** The entry module. Gone since Parley was updated? Then a configuration past the cache has its new name. */
function entry(): Promise<EntryModule> {
  return import(/* @vite-ignore */ config.entry).catch(async () => {
    const fresh = await fetch(`${config.api}/v1/sites/${config.site}`, { cache: 'reload' })
    return import(/* @vite-ignore */ (await fresh.json()).entry)
  })
}

async function mount(id: unknown, how: Partial<MountRequest>): Promise<Unmount | undefined> {
  try {
    const site = config.flows.find(({ flow }) => flow === id)
    if (site) return (await entry()).mount({ config, page, site, ...how })
  } catch {}
}

async function open(id: unknown, how?: Partial<MountRequest>): Promise<void> {
  const onClose = () => {
    bubble = undefined
    follow()
  }
  bubble ??= await mount(id, { launcher, onClose, surface: 'bubble', shape: 'chat', ...how })
}

/** Notes a page view and shows the launcher of this address. */
function move(): void {
  // Run from the head, the script can be ahead of the body: the next look finds it.
  if (location.pathname === path || !document.body) return
  path = location.pathname
  record({ type: 'page_viewed', title: document.title })
  if (!bubble) quietly(follow)
}

function follow(): void {
  const known = facts()
  const wanted = config.flows.find(({ bubble }) => bubble && (!bubble.when || targets(bubble.when, known)))
  if (wanted === shown) return
  launcher?.remove()
  shown = wanted
  launcher = wanted && showLauncher(wanted, () => open(wanted.flow, { asked: true }))
}
