import type { Facts } from '#flows/condition.ts'
import type { Release } from '../publishing/live.ts'

/**
 * What somebody said to marketing mail: yes, no, or null = nobody asked. What people or other systems told of it beats the
 * answers; of those, the first release given (the newest) counts.
 */
export function marketingConsent({
  told,
  answers,
  releases,
}: {
  readonly told: Facts
  readonly answers: Facts
  readonly releases: readonly Pick<Release, 'flow'>[]
}): boolean | null {
  const said = told['consent.marketing']
  if (typeof said === 'boolean') return said
  for (const { flow } of releases) {
    for (const id of marketingFields(flow)) {
      const answer = answers[id]
      if (typeof answer === 'boolean') return answer
    }
  }
  return releases.some(({ flow }) => marketingFields(flow).length > 0) ? false : null
}

/** Questions of a flow that ask for the consent to marketing mail. */
export function marketingFields({ fields }: Release['flow']): string[] {
  return Object.entries(fields).flatMap(([id, field]) =>
    field.kind === 'consent' && field.purpose === 'marketing' ? [id] : [],
  )
}
