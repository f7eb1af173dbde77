import type { Flow } from '#flows/flow.ts'

/** The field that tells whether somebody may be invited and written to later. */
export const MARKETING_FIELD = 'marketing_ok'

/** The same flow with one more tick beside the consent: freely given, and nothing depends on it. */
export function askForMarketing(flow: Flow): Flow {
  const at = flow.steps.findIndex(step => step.kind === 'ask' && step.field === 'contact_ok')
  const consent = flow.steps[at]
  if (consent?.kind !== 'ask') throw new Error(`${flow.id} asks for no consent.`)
  return {
    ...flow,
    fields: {
      ...flow.fields,
      [MARKETING_FIELD]: {
        kind: 'consent',
        purpose: 'marketing',
        text: 'Yes, invite me to webinars and send me what is new in counting, once a month at most.',
      },
    },
    steps: flow.steps.toSpliced(at, 0, {
      id: 'q_marketing',
      kind: 'ask',
      field: MARKETING_FIELD,
      text: 'More of this, now and then?',
      optional: true,
      ...(consent.page ? { page: consent.page } : {}),
    }),
  }
}
