/** What the fake CRM answers to a webhook with a good signature. */
export const behaviours = ['ok', '429', '500', 'slow', '410'] as const

export type CrmBehaviour = (typeof behaviours)[number]
