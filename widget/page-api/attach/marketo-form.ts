import type { FormSource, FormValues } from './form-source.ts'

/** What Marketo's Forms 2.0 offers, as far as it is used here. */
interface MarketoForm {
  getId(): number
  onSuccess(listener: (values: Readonly<Record<string, unknown>>, followUp: string) => undefined): unknown
}
interface MarketoForms {
  whenReady(act: (form: MarketoForm) => void): unknown
}

/** How long a page may take to load Marketo's script, and how often it is looked for. */
const PATIENCE_MS = 30_000
const LOOK_MS = 250

/**
 * Marketo's forms. `onSuccess` is called once Marketo has the answers; giving nothing back lets it go on to its follow-up
 * page. Its listeners cannot be taken off: after stopping they do nothing.
 */
export const listenToMarketo: FormSource<{ readonly id: string }> = ({ id }, { onTouched, onSubmitted }) => {
  let stopped = false
  const until = Date.now() + PATIENCE_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    const { MktoForms2 } = window as { MktoForms2?: MarketoForms }
    if (!MktoForms2) {
      if (Date.now() < until) timer = setTimeout(look, LOOK_MS)
      return
    }
    MktoForms2.whenReady(form => {
      if (stopped || (id !== '*' && String(form.getId()) !== id)) return
      onTouched()
      form.onSuccess(values => {
        if (!stopped) onSubmitted(toValues(values))
        return undefined
      })
    })
  }
  look()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

function toValues(values: Readonly<Record<string, unknown>>): FormValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : String(value ?? ''),
    ]),
  )
}
