import type * as All from '#flows/outline.ts'

// The built widget has this in place of flows/outline.ts (see build.ts): nothing looks ahead before the first answer or a form.

let all: Pick<typeof All, 'outlineFrom'> | undefined

/** What lies ahead can be told from now on. */
export function learnOutline(outline: NonNullable<typeof all>): void {
  all = outline
}

export function outlineFrom(...given: Parameters<typeof All.outlineFrom>): ReturnType<typeof All.outlineFrom> {
  return all?.outlineFrom(...given) ?? []
}
