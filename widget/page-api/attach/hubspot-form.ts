import type { FormSource, FormValues } from './form-source.ts'

interface Named {
  readonly name: string
  readonly value: unknown
}

/** What the fourth generation of HubSpot's forms offers, as far as it is used here. */
interface HubSpotForm {
  getFormId(): string
  getFormFieldValues(): Promise<readonly Named[]>
}
interface HubSpotForms {
  getFormFromEvent(event: Event): HubSpotForm | null
}

const HUBSPOT = /(^|\.)(hubspot|hsforms|hsappstatic)\.(com|net)$/

/**
 * HubSpot's forms, every generation: v2 and v3 post `hsFormCallback` messages to the window, from the page itself or from
 * HubSpot's frame; v4 dispatches `hs-form-event:…` on the window. Only a submission that HubSpot has taken counts.
 */
export const listenToHubSpot: FormSource<{ readonly id: string }> = ({ id }, { onTouched, onSubmitted }) => {
  const isMeant = (form: unknown) => id === '*' || form === id
  // v3 gives the values before HubSpot has taken them, and no more than the form's id after.
  const pending = new Map<string, FormValues>()

  const hear = ({ data, origin }: MessageEvent) => {
    const message = toMessage(data)
    if (!message || !isMeant(message.id) || !isTrusted(origin)) return
    if (message.eventName === 'onFormReady') onTouched()
    if (message.eventName === 'onFormSubmit') pending.set(message.id, toValues(message.data))
    if (message.eventName !== 'onFormSubmitted') return
    const values = toValues(message.data)
    onSubmitted(Object.keys(values).length > 0 ? values : (pending.get(message.id) ?? {}))
    pending.delete(message.id)
  }
  const ready = () => onTouched()
  const submitted = async (event: Event) => {
    const { HubSpotFormsV4, HubspotFormsV4 } = window as {
      HubSpotFormsV4?: HubSpotForms
      HubspotFormsV4?: HubSpotForms
    }
    try {
      const form = (HubSpotFormsV4 ?? HubspotFormsV4)?.getFormFromEvent(event)
      if (form && isMeant(form.getFormId())) onSubmitted(toValues(await form.getFormFieldValues()))
    } catch (error) {
      reportError(error)
    }
  }
  addEventListener('message', hear)
  addEventListener('hs-form-event:on-ready', ready)
  addEventListener('hs-form-event:on-submission:success', submitted)
  return () => {
    removeEventListener('message', hear)
    removeEventListener('hs-form-event:on-ready', ready)
    removeEventListener('hs-form-event:on-submission:success', submitted)
  }
}

interface Message {
  readonly id: string
  readonly eventName: string
  readonly data: unknown
}

function toMessage(data: unknown): Message | undefined {
  if (typeof data !== 'object' || data === null) return
  const { type, id, eventName, data: body } = data as Record<string, unknown> // each looked at below
  if (type !== 'hsFormCallback' || typeof id !== 'string' || typeof eventName !== 'string') return
  return { id, eventName, data: body }
}

/** Any window may post a message: only the page's own and HubSpot's are believed. */
function isTrusted(origin: string): boolean {
  if (origin === location.origin) return true
  return URL.canParse(origin) && HUBSPOT.test(new URL(origin).hostname)
}

/** `[{name, value}]`, `{submissionValues}` or `{name: value}`; names of v4 begin with the object's type: `0-1/email`. */
function toValues(data: unknown): FormValues {
  if (Array.isArray(data)) {
    const named = data.filter((one): one is Named => typeof one?.name === 'string')
    return Object.fromEntries(named.map(({ name, value }) => [name.replace(/^\d+-\d+\//, ''), toText(value)]))
  }
  if (typeof data !== 'object' || data === null) return {}
  const { submissionValues = {} } = data as { readonly submissionValues?: unknown }
  if (typeof submissionValues !== 'object' || submissionValues === null) return {}
  return Object.fromEntries(Object.entries(submissionValues).map(([name, value]) => [name, toText(value)]))
}

function toText(value: unknown): string | readonly string[] {
  if (!Array.isArray(value)) return value === null || value === undefined ? '' : String(value)
  return value.length === 1 ? String(value[0]) : value.map(String)
}
