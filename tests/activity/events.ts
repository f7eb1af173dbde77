import { createApiKey } from '#server/auth/api-keys.ts'
import type { TestApp } from '#tests/support/app.ts'

/** A client of the events API with a key of the test app's workspace. */
export async function eventSender(test: TestApp) {
  const key = { workspaceId: test.workspaceId, name: 'Mailer', scopes: ['events:write'], createdBy: 'user-1' } as const
  const { secret } = await createApiKey(test.deps, key)
  return async (events: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): Promise<EventsAnswer> => {
    const json = { ...more, events }
    const response = await test.request('/v1/events', { origin: null, token: secret, json })
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
    return (await response.json()) as EventsAnswer
  }
}

export interface EventsAnswer {
  readonly accepted: number
  readonly duplicates: number
  readonly refused: number
  readonly results: readonly {
    readonly warnings?: readonly { readonly code: string; readonly pointer: string }[]
    readonly id: string | null
    readonly status: string
    readonly lead?: string | null
    readonly ignored?: string
    readonly code?: string
    readonly pointer?: string
    readonly detail?: string
  }[]
}

/** The only lead there is. */
export async function onlyLead(test: TestApp) {
  return await test.deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
}
