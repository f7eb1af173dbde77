/** What was typed and picked in a form of the page, by the name of the field; several where several were ticked. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>

export interface FormListener {
  /** Somebody is in the form: what a submit will need can be fetched. */
  onTouched(): void
  /** The form was sent. */
  onSubmitted(values: FormValues): void
}

/** Listens to one kind of form without ever standing in its way; gives back how to stop. */
export type FormSource<Target> = (target: Target, listener: FormListener) => () => void
