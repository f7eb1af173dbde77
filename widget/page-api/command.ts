import type { LoaderHost } from '../page-host.ts'
import { report } from '../report.ts'
import { retheme } from '../theming.ts'
import { attach } from './attach/attach.ts'
import { destroy } from './destroy.ts'
import { keepIdentity } from './identify.ts'
import type { ParleyEventName, ParleyListener } from './page-types.ts'
import { waitForPress } from './press.ts'
import { start } from './start.ts'
import { listen, tellTrouble, unlisten } from './tell.ts'
import { tellKnown, watchSoon } from './watch.ts'

type Command = (loader: LoaderHost, values: readonly unknown[]) => void

const EVENTS: readonly ParleyEventName[] = [
  'shown',
  'opened',
  'started',
  'answered',
  'completed',
  'qualified',
  'booked',
  'abandoned',
  'error',
]

const commands: Readonly<Record<string, Command>> = {
  on(_, [name, listener]) {
    if (isEventName(name) && isListener(listener)) listen(name, listener)
    else tellTrouble('bad_value', `parley('on', …) takes one of ${EVENTS.join(', ')} and a function.`)
  },
  off(_, [name, listener]) {
    unlisten(isEventName(name) ? name : undefined, isListener(listener) ? listener : undefined)
  },
  start,
  prefill({ page }, [answers]) {
    if (!isRecord(answers)) {
      tellTrouble('bad_value', "parley('prefill', …) takes an object of answers by field.")
      return
    }
    page.prefill = { ...page.prefill, ...answers }
    tellKnown()
  },
  identify(_, [token]) {
    keepIdentity(typeof token === 'string' ? token : undefined)
    tellKnown()
  },
  track(_, [name]) {
    // The loader notes what happens on the page; this is another word for it.
    ;(window as { parley?: (command: string, name: unknown) => void }).parley?.('event', name)
  },
  theme({ config }, [request]) {
    if (!retheme(config, request)) {
      tellTrouble('bad_value', "parley('theme', …) takes settings of a theme, the name of a preset, or null.")
    }
  },
  attach,
  continue(loader, values) {
    import('./attach/qualify.ts').then(({ continueForm }) => continueForm(loader, values), reportError)
  },
  destroy,
  // The entry module's own words, for elements that open something and for pages that count what happens: every command
  // ends with watching.
  press: waitForPress,
  unknown({ config }, [flow]) {
    const isSlug = typeof flow === 'string' && /^[\w-]{1,64}$/.test(flow)
    report(config, { problem: 'flow_unknown', ...(isSlug && { flow }) })
    tellTrouble('unknown_flow', `No flow ${String(flow).slice(0, 80)} is live on this site.`)
  },
  watch() {},
}

/** Carries out a command of the page. It never throws: what is wrong with it is told as an `error` event. */
export function command(loader: LoaderHost, name: string, values: readonly unknown[]): void {
  try {
    const act = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (act) act(loader, values)
    else tellTrouble('unknown_command', `There is no command ${String(name).slice(0, 40)}.`)
    if (name !== 'destroy') watchSoon(loader.page)
  } catch (error) {
    reportError(error)
  }
}

function isEventName(name: unknown): name is ParleyEventName {
  return EVENTS.some(known => known === name)
}

function isListener(value: unknown): value is ParleyListener<ParleyEventName> {
  return typeof value === 'function'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
