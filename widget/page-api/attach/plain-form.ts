import type { FormSource, FormValues } from './form-source.ts'

export interface PlainTarget {
  /** The form itself, or a selector: also of a form that comes later. */
  readonly form: HTMLFormElement | string
  readonly valid?: (form: HTMLFormElement) => boolean
}

/**
 * A form of the page's own. Its `submit` is seen before any other listener can empty it, and left alone: whether the page
 * navigates or sends it by itself is not looked at. Browsers tell of a submit only once the form's own checks hold.
 */
export const listenToPlainForm: FormSource<PlainTarget> = ({ form, valid }, { onTouched, onSubmitted }) => {
  const find = ({ target }: Event) => {
    if (!(target instanceof Element)) return
    const found = target.closest('form')
    return found && (typeof form === 'string' ? found.matches(form) : found === form) ? found : undefined
  }
  const touch = (event: Event) => {
    if (find(event)) onTouched()
  }
  const submit = (event: Event) => {
    const found = find(event)
    if (found && (valid?.(found) ?? true)) onSubmitted(valuesOf(found))
  }
  addEventListener('focusin', touch)
  addEventListener('submit', submit, true)
  return () => {
    removeEventListener('focusin', touch)
    removeEventListener('submit', submit, true)
  }
}

// Not `new FormData(form)`: that tells the form's own `formdata` listeners, which may act upon it.
function valuesOf(form: HTMLFormElement): FormValues {
  const values: Record<string, string | string[]> = {}
  for (const control of form.elements) {
    if (!isControl(control) || !control.name || control.disabled) continue
    const picked = pickedIn(control)
    if (picked.length === 0) continue
    const before = values[control.name]
    const all = [...(before === undefined ? [] : [before].flat()), ...picked]
    values[control.name] = all.length > 1 ? all : (all[0] ?? '')
  }
  return values
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

function isControl(element: Element): element is Control {
  return ['input', 'select', 'textarea'].includes(element.localName)
}

function pickedIn(control: Control): string[] {
  if ('selectedOptions' in control) return [...control.selectedOptions].map(option => option.value)
  if (control.type === 'checkbox' || control.type === 'radio') {
    return 'checked' in control && control.checked ? [control.value] : []
  }
  // What a password field or a file holds is nobody's business.
  return ['password', 'file', 'submit', 'button', 'image', 'reset'].includes(control.type) ? [] : [control.value]
}
