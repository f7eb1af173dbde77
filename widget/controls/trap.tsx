/** A field that people cannot see and robots fill in; password managers are asked to leave it alone. */
export function Trap() {
  return (
    <input
      class="trap"
      name="website"
      tabIndex={-1}
      autocomplete="off"
      aria-hidden="true"
      data-1p-ignore
      data-lpignore="true"
      data-form-type="other"
    />
  )
}

/** What a robot wrote into it. What the browser filled in by itself is nobody's doing. */
export function trapped(form: HTMLFormElement): string {
  const field = form.querySelector<HTMLInputElement>('.trap')
  return field?.value && !isAutofilled(field) ? field.value : ''
}

function isAutofilled(field: HTMLInputElement): boolean {
  try {
    return field.matches(':autofill')
  } catch {
    return false // a browser that cannot say
  }
}
