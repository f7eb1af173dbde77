import type { LoaderHost } from '../../page-host.ts'
import { attached } from '../attached.ts'
import type { ParleyFormMapping } from '../page-types.ts'
import { tellTrouble } from '../tell.ts'
import type { FormListener } from './form-source.ts'
import { listenToHubSpot } from './hubspot-form.ts'
import { listenToMarketo } from './marketo-form.ts'
import { listenToPlainForm } from './plain-form.ts'

/**
 * `parley('attach', form, mapping)`: qualifies after a form that the page has already (R16). The form is a form element, a
 * selector, `{ hubspot: id }` or `{ marketo: id }`. Attaching the same form again replaces the mapping.
 */
export function attach(loader: LoaderHost, [target, mapping]: readonly unknown[]): void {
  if (!isMapping(mapping)) {
    tellTrouble('bad_value', "parley('attach', form, mapping) takes a mapping with the flow to use.")
    return
  }
  if (!loader.config.flows.some(({ flow }) => flow === mapping.flow)) {
    tellTrouble('unknown_flow', `No flow ${mapping.flow} is live on this site.`, mapping.flow)
    return
  }
  const listen = sourceOf(target, mapping)
  if (!listen) {
    tellTrouble(
      'bad_value',
      "parley('attach', …) takes a form, a selector, { hubspot: id } or { marketo: id }.",
      mapping.flow,
    )
    return
  }
  const key = typeof target === 'object' && !(target instanceof Element) ? JSON.stringify(target) : target
  attached.get(key)?.()
  attached.set(key, listen(lateQualifier(loader, mapping)))
}

/** Fetches what qualifies once somebody is in the form: a form that nobody fills in costs its page nothing. */
function lateQualifier(loader: LoaderHost, mapping: ParleyFormMapping): FormListener {
  let ready: FormListener | undefined
  let coming: Promise<FormListener> | undefined
  const fetched = async () => {
    coming ??= import('./qualify.ts').then(({ qualifier }) => qualifier(loader, mapping))
    try {
      ready = await coming
      return ready
    } catch (error) {
      coming = undefined // tried anew with the next touch
      throw error
    }
  }
  return {
    onTouched: () =>
      void fetched().then(
        ({ onTouched }) => onTouched(),
        () => {},
      ),
    onSubmitted(values) {
      // At once where it can be: the page may be gone in a moment.
      if (ready) ready.onSubmitted(values)
      else fetched().then(listener => listener.onSubmitted(values), reportError)
    },
  }
}

function sourceOf(target: unknown, mapping: ParleyFormMapping): ((listener: FormListener) => () => void) | undefined {
  if (target instanceof HTMLFormElement || isSelector(target)) {
    const { valid } = mapping
    return listener => listenToPlainForm({ form: target, ...(valid && { valid }) }, listener)
  }
  if (typeof target !== 'object' || target === null) return
  const { hubspot, marketo } = target as { hubspot?: unknown; marketo?: unknown } // looked at here
  if (typeof hubspot === 'string') return listener => listenToHubSpot({ id: hubspot }, listener)
  if (typeof marketo === 'string' || typeof marketo === 'number') {
    return listener => listenToMarketo({ id: String(marketo) }, listener)
  }
  return
}

function isSelector(target: unknown): target is string {
  if (typeof target !== 'string') return false
  try {
    document.createDocumentFragment().querySelector(target)
    return true
  } catch {
    return false
  }
}

function isMapping(value: unknown): value is ParleyFormMapping {
  return typeof value === 'object' && value !== null && 'flow' in value && typeof value.flow === 'string'
}
