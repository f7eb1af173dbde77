import { createHmac } from 'node:crypto'

/**
 * What the link in an invitation carries: whoever has it may move or cancel this one meeting, and nothing else. Made from
 * the secret, so that it can be written into letters without being kept.
 */
export function createBookingToken(secret: string, workspaceId: string, bookingId: string): string {
  return createHmac('sha256', secret).update(`booking:${workspaceId}:${bookingId}`).digest('base64url')
}
