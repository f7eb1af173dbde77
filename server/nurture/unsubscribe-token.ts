import { createHmac, timingSafeEqual } from 'node:crypto'
import { hashAddress } from './suppression.ts'

/** What the link under a mail stands for. */
export interface Unsubscriber {
  readonly workspaceId: string
  readonly leadId: string
  /** See `hashAddress`: the link holds although the lead was erased or has another address now. */
  readonly emailHash: string
}

/** Where the link under a mail leads: signed, so that nobody can take others off a list; it needs no sign-in and never ends. */
export function unsubscribeUrl(
  { publicUrl, secret }: { readonly publicUrl: string; readonly secret: string },
  lead: { readonly workspace_id: string; readonly id: string; readonly email: string },
): string {
  const parts = [lead.workspace_id, lead.id, hashAddress(secret, lead.email)]
  const content = Buffer.from(parts.join('\n')).toString('base64url')
  return `${publicUrl}/u/${content}.${sign(secret, content)}`
}

/** Null for a token that Parley did not make. */
export function readUnsubscribeToken(secret: string, token: string): Unsubscriber | null {
  const [content = '', signature = ''] = token.split('.')
  const given = Buffer.from(signature)
  const right = Buffer.from(sign(secret, content))
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  const [workspaceId = '', leadId = '', emailHash = ''] = Buffer.from(content, 'base64url').toString().split('\n')
  return { workspaceId, leadId, emailHash }
}

function sign(secret: string, content: string): string {
  return createHmac('sha256', secret).update(`unsubscribe:${content}`).digest('base64url')
}
