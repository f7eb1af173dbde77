/** Words of the interface that may be needed before the first answer. */
export interface OpeningWords {
  readonly close: string
  readonly progress: string
  readonly typed: string
  readonly send: string
  readonly failed: string
  readonly retry: string
}

/** A text by plural form (`Intl.PluralRules`), with `{n}` for the number; each language has the forms its rules name. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }>

/** All words of the interface; those of a flow come with it. `{…}` is filled in. */
export interface Words extends OpeningWords {
  readonly answer: string
  readonly edit: string
  readonly keep: string
  readonly back: string
  readonly skip: string
  readonly skipped: string
  readonly confirm: string
  readonly pickSeveral: string
  readonly pickUpTo: Plural
  readonly agree: string
  readonly decline: string
  readonly continue: string
  readonly submit: string
  readonly optional: string
  readonly choose: string
  readonly notice: string
  readonly newTab: string
  readonly book: string
  readonly notNow: string
  readonly deciding: string
  readonly offline: string
  readonly saving: string
  readonly saved: string
  /** The server never takes them. */
  readonly unsaved: string
  readonly ownPage: string
  readonly proposal: string
  readonly freeMail: string
  readonly disposable: string
  readonly useAnyway: string
  /** What was asked and no approved reply fits. */
  readonly promised: string
  readonly askPerson: string
  /** Where a form takes questions, and the name of the field. */
  readonly askHere: string
  readonly yourQuestion: string
  readonly returned: string
  readonly restart: string
  /** Before answers that the page knew already. */
  readonly known: string
  /** By slug of `FieldProblem`, and `unclear` for typed words that fit no option. */
  readonly problems: Readonly<Record<string, string>>
  /** What counts as yes and no when it is typed, in lower case. */
  readonly yes: readonly string[]
  readonly no: readonly string[]
}
