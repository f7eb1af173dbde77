import type { Booking, Problem, SlotsResponse } from '#flows/api.ts'
import type { Conversation } from '../conversation.ts'

/** What a conversation has booked, as far as this page knows. */
const booked = new WeakMap<Conversation, Booking>()

export const knownBooking = (conversation: Conversation): Booking | undefined => booked.get(conversation)

/** Rejects when the calendar is out of reach. */
export async function loadTimes(conversation: Conversation): Promise<SlotsResponse> {
  const { config, record } = conversation
  const response = await fetch(`${config.api}/v1/sessions/${record.post.session}/slots`, {
    credentials: 'omit',
    headers: { authorization: `Bearer ${record.post.token}` },
    signal: AbortSignal.timeout(15_000),
  })
  if (!response.ok) throw response
  const times: SlotsResponse = await response.json()
  if (times.booking) booked.set(conversation, times.booking)
  return times
}

/** Books a time: the booking, or `taken` when somebody was faster. Rejects when the server is out of reach. */
export async function bookTime(conversation: Conversation, at: number): Promise<Booking | 'taken'> {
  const { config, record } = conversation
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  // A plain text body asks for no preflight.
  const response = await fetch(`${config.api}/v1/sessions/${record.post.session}/bookings`, {
    method: 'POST',
    credentials: 'omit',
    keepalive: true,
    signal: AbortSignal.timeout(15_000),
    body: JSON.stringify({ token: record.post.token, at, timeZone }),
  })
  if (response.ok) {
    const booking: Booking = await response.json()
    booked.set(conversation, booking)
    return booking
  }
  const { code }: Partial<Problem> = await response.json().catch(() => ({}))
  if (code === 'slot_taken') return 'taken'
  throw response
}
