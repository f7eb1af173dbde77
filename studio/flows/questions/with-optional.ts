import type { Field } from '#flows/flow.ts'

/** Null takes the setting out. */
export function withOptional<F extends Field, K extends keyof F>(field: F, name: K, value: F[K] | null): F {
  const { [name]: _before, ...rest } = field
  return (value === null ? rest : { ...rest, [name]: value }) as F // only settings that may be left out are passed as null
}
