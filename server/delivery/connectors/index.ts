import type { Connector } from './define-connector.ts'
import { email } from './email.ts'
import { webhook } from './webhook.ts'

/** Every kind of destination, in the order the studio offers them. */
export const connectors: readonly Connector[] = [webhook, email]

export function findConnector(id: string): Connector | undefined {
  return connectors.find(connector => connector.id === id)
}
