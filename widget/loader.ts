import type { Consent, ReportRequest, SiteFlow } from '#flows/api.ts'
import { appear } from './loader/appearing.ts'
import { config } from './loader/config.ts'
import { defineElements } from './loader/elements.ts'
import { showLauncher } from './loader/launcher.ts'
import { page, setConsent, track } from './loader/page.ts'
import { quietly } from './loader/quietly.ts'
import { watch } from './loader/watching.ts'
import type { EntryModule, LoaderHost, MountRequest, Unmount } from './page-host.ts'

/**
 * The only script a page loads: `<script async src="https://parley.example/w/{siteKey}.js"></script>`, optionally with
 * `data-consent="granted"` (or `denied`). Its one global is `parley`: `parley('open', flow?)`, `parley('close')`,
 * `parley('consent', 'granted' | 'denied')`, `parley('event', name)`, and whatever else the entry module knows; before
 * the script has loaded too, when the page begins with
 * `window.parley ||= function () { (parley.q ||= []).push(arguments) }`.
 *
 * Nothing is stored or sent before the visitor acts, except with consent. It never throws into the page.
 */
interface Parley {
  (...command: Command): void
  /** Commands given before the loader ran. */
  readonly q?: readonly Command[]
}
type Command = readonly [name: string, ...values: unknown[]]
type World = { parley?: Parley }

let launcher: HTMLElement | undefined
/** Whose launcher it is. */
let shown: SiteFlow | undefined
/** Closes what stands open, or is about to. */
let close: Unmount | null | undefined
let unwatch: (() => void) | undefined
let entry: Promise<EntryModule> | undefined

/** What the page may ask of the loader, by name, and the entry module too. */
const host = {
  config,
  page,
  /** One thing stands open at a time. */
  async open(id: unknown = shown?.flow, how: Partial<MountRequest> = { asked: true }) {
    const onClose = () => {
      close = null
      follow()
    }
    if (close) return
    close = onClose
    close = await mount(id, { launcher, onClose, ...how })
    if (close && how.surface) page.note(`${id}`, how.surface)
  },
  close: () => close?.(),
  event(value: unknown) {
    const name = `${value}`
    track({ type: 'custom', name })
    page[`event:${name}`] = 1
    follow()
    page[`event:${name}`] = 0
  },
  consent: setConsent, // any word but granted counts as no
  stop() {
    unwatch?.()
    // Nothing is left to show, or to ask for.
    ;(config.flows as SiteFlow[]).length = 0
    follow()
  },
} satisfies LoaderHost & Readonly<Record<string, unknown>>

// Loaded twice? The first one stays.
if (!customElements.get('parley-form')) {
  const queue = (self as World).parley?.q ?? []
  ;(self as World).parley = run
  // Global Privacy Control says no for the visitor; a page that has asked them itself may say otherwise.
  const no = config.consent === 'required' || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
  const tag = document.currentScript as HTMLScriptElement | null
  // Any word but granted counts as no.
  quietly(() => setConsent((tag?.dataset.consent ?? (no ? 'unset' : 'granted')) as Consent))
  defineElements(element => mount(element.getAttribute('flow'), { element }))
  quietly(() => {
    // The second: another tab was closed before all was sent (see outbox-store.ts).
    if (!('parley' in sessionStorage || localStorage['parley:unsent'])) return
    page.talked = true
    host.open(sessionStorage.parley, {})
    forward(module => module.resend(config, page))
  })
  unwatch = watch(follow)
  for (const command of queue) run(...command)
}

function run(name: string, ...values: unknown[]): void {
  quietly(() => {
    const own = (host as Readonly<Record<string, unknown>>)[name] as ((...values: unknown[]) => void) | undefined // or it throws, quietly
    if (own) own(...values)
    else forward(module => module.command?.(host, name, ...values))
  })
}

/**
 * What cannot be had or fails comes to nothing, and the server hears of it. Without a line it is not tried: a browser keeps
 * a module that failed as failed for as long as the page lives, and the next press may have a line again. Asked for once:
 * several imports of one module may come back in another order than the page gave its commands in.
 */
function forward<Result>(act: (module: EntryModule) => Result): Promise<Result | undefined> | undefined {
  if (!entry && navigator.onLine) {
    entry = import(/* @vite-ignore */ config.entry) as Promise<EntryModule>
    entry.catch(() =>
      navigator.sendBeacon(
        `${config.api}/v1/reports`,
        JSON.stringify({ site: config.site, problem: 'load_failed' } satisfies ReportRequest),
      ),
    )
  }
  // as: of nothing comes undefined, which is what this says in fewer bytes.
  return entry?.then(act).catch(() => {}) as Promise<Result | undefined> | undefined
}

function mount(id: unknown, how: Partial<MountRequest>): Promise<Unmount | undefined> | undefined {
  const site = config.flows.find(one => one.flow === id)
  // The second: not published (any more). as: nobody waits for what comes of it.
  return site
    ? forward(module => module.mount({ config, page, site, ...how }))
    : ((id && run('unknown', id)) as undefined)
}

/** Shows what belongs on the page now. */
function follow(): void {
  const wanted = appear(host.open)
  if (close) return
  if (wanted !== shown) {
    launcher?.remove()
    shown = wanted
    launcher = wanted && showLauncher(wanted, () => host.open(wanted.flow))
    if (wanted) page.note(wanted.flow, 'bubble')
  } else if (launcher && !launcher.isConnected) document.body.append(launcher) // gone with a body that was swapped
}
