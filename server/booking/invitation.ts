import type { BookingTable } from '../store/booking-tables.ts'
import type { MeetingWords } from './meeting-words.ts'

export interface InvitationInput {
  readonly booking: BookingTable
  readonly visitor: { readonly name: string; readonly email: string }
  /** Who sends it, for answers to the invitation. */
  readonly organizer: { readonly name: string; readonly email: string }
  readonly manageUrl: string
  /** When it is written, milliseconds since 1970. */
  readonly at: number
  /** In the language of who reads it. */
  readonly words: Pick<MeetingWords, 'where' | 'change' | 'place'>
}

/** REQUEST puts the meeting into a calendar or moves it there, CANCEL takes it out, PUBLISH is a file to keep. */
export type InvitationMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH'

/** A meeting as iCalendar (RFC 5545, RFC 5546): one UID for its whole life, SEQUENCE raised by each move. */
export function writeInvitation(method: InvitationMethod, input: InvitationInput): string {
  const { booking, visitor, organizer, manageUrl, at, words } = input
  const host = URL.parse(manageUrl)?.hostname ?? 'parley'
  const place = booking.place || words.place
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Parley//Booking//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${booking.id}@${host}`,
    `SEQUENCE:${booking.version}`,
    `DTSTAMP:${utc(at)}`,
    `DTSTART:${utc(booking.starts_at)}`,
    `DTEND:${utc(booking.ends_at)}`,
    `SUMMARY:${text(`${visitor.name} and ${booking.owner_name}`)}`,
    `LOCATION:${text(place)}`,
    `DESCRIPTION:${text(`${words.where}: ${place}\n${words.change}: ${manageUrl}`)}`,
    `URL:${manageUrl}`,
    `STATUS:${method === 'CANCEL' || booking.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    `ORGANIZER;CN=${parameter(organizer.name)}:mailto:${organizer.email}`,
    attendee(booking.owner_name, booking.owner_email),
    attendee(visitor.name, visitor.email),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

function attendee(name: string, email: string): string {
  return `ATTENDEE;CN=${parameter(name)};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:${email}`
}

/** `20261124T090000Z` */
function utc(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/** Line ends become `\n`; nothing a visitor writes can begin a line of its own. */
function text(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ')
}

function parameter(value: string): string {
  return `"${value
    .toWellFormed()
    .replaceAll('"', "'")
    .replaceAll(/\p{Cc}/gu, ' ')}"`
}

const encoder = new TextEncoder()
const LONGEST_LINE = 73

/** Lines of at most 75 octets, never cut inside a character. */
function fold(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let length = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (length + size > LONGEST_LINE) {
      pieces.push(piece)
      piece = ''
      length = 0
    }
    piece += character
    length += size
  }
  return [...pieces, piece].join('\r\n ')
}
