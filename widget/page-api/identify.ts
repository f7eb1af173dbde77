import type { IdentifyRequest, IdentifyResponse } from '#flows/api.ts'
import type { Conversation } from '../conversation.ts'
import { tellTrouble } from './tell.ts'

let identity: string | undefined
/** Which token went with which session already. */
const sent = new WeakMap<Conversation, string>()

/** Keeps the token that the customer's own server has signed; it goes to Parley with each conversation. */
export function keepIdentity(token: string | undefined): void {
  identity = token
}

/** Sends the token once the conversation has a session. Whether it is true is for the server to say: a wrong one is told as trouble. */
export async function tellIdentity(conversation: Conversation): Promise<void> {
  const { config, record } = conversation
  const { session, token } = record.post
  if (!identity || !session || !token) return
  const key = `${session} ${identity}`
  if (sent.get(conversation) === key) return
  sent.set(conversation, key)
  const request: IdentifyRequest = { session, token, identity }
  try {
    const response = await fetch(`${config.api}/v1/identify`, {
      method: 'POST',
      credentials: 'omit',
      keepalive: true,
      body: JSON.stringify(request),
    })
    if (response.status >= 500 || response.status === 429) sent.delete(conversation)
    if (!response.ok) return
    const { identified, problem }: IdentifyResponse = await response.json()
    if (!identified) tellTrouble('identity_refused', `The identity token is not taken: ${problem}.`, record.flow)
  } catch {
    // Out of reach: the next change of the conversation tries again.
    sent.delete(conversation)
  }
}
