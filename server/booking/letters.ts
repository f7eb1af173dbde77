import type { Kysely } from 'kysely'
import type { Config } from '../config.ts'
import type { MailMessage } from '../delivery/mail.ts'
import type { Deps } from '../deps.ts'
import type { BookingTable } from '../store/booking-tables.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { manageUrl } from './bookings.ts'
import { type InvitationMethod, writeInvitation } from './invitation.ts'
import { renderBookingLetter } from './letter-html.ts'
import { type MeetingWords, meetingWords } from './meeting-words.ts'
import { sayWhen } from './say-when.ts'

/** What happened to the meeting. */
export type BookingNews = 'booked' | 'moved' | 'cancelled'

interface LettersInput {
  readonly booking: BookingTable
  readonly lead: Pick<LeadTable, 'id' | 'name' | 'email' | 'company'>
  readonly news: BookingNews
  /** The owner's. */
  readonly timeZone: string
  readonly at: number
}

type LetterDeps = Pick<Deps, 'newId' | 'config'>

/** Queues a letter with the invitation for both, in the unit that books. Without a mail server there is nothing to queue. */
export async function queueLetters(trx: Kysely<Database>, deps: LetterDeps, input: LettersInput): Promise<void> {
  if (deps.config.smtpUrl === undefined) return
  const { booking, at } = input
  const letters = [toVisitor(deps, input), toOwner(deps, input)]
  await trx
    .insertInto('booking_letters')
    .values(
      letters.map(letter => ({
        workspace_id: booking.workspace_id,
        id: letter.id,
        booking_id: booking.id,
        letter_json: JSON.stringify(letter),
        status: 'pending' as const,
        attempts: 0,
        next_at: at,
        error: null,
        created_at: at,
      })),
    )
    .execute()
}

/** The invitation as a file, for who has no mail of it. */
export function invitationOf(
  config: Pick<Config, 'publicUrl' | 'secret' | 'mailFrom'>,
  { booking, lead, at }: Pick<LettersInput, 'booking' | 'lead' | 'at'>,
  method: InvitationMethod,
  words: MeetingWords = meetingWords(booking.locale),
): string {
  const visitor = { name: lead.name ?? lead.email, email: lead.email }
  const organizer = { name: booking.owner_name, email: addressOf(config.mailFrom) }
  return writeInvitation(method, { booking, visitor, organizer, manageUrl: manageUrl(booking, config), at, words })
}

function toVisitor({ newId, config }: LetterDeps, input: LettersInput): MailMessage {
  const { booking, lead, news } = input
  const when = sayWhen(booking.starts_at, { locale: booking.locale, timeZone: booking.time_zone })
  const who = booking.owner_name
  const link = manageUrl(booking, config)
  const { locale } = booking
  const words = meetingWords(locale)
  const rows = [
    [words.when, when],
    [words.who, who],
    ...(booking.place ? [[words.where, booking.place] as const] : []),
  ] as const
  const title = words[news].replace('{who}', () => who)
  const action = news === 'cancelled' ? undefined : { label: words.change, url: link }
  return {
    id: newId(),
    to: [{ name: lead.name ?? '', address: lead.email }],
    replyTo: { name: who, address: booking.owner_email },
    subject: `${title}, ${when}`,
    ...renderBookingLetter({ title, rows, action, locale }),
    invitation: invitation(config, input, words),
  }
}

function toOwner({ newId, config }: LetterDeps, input: LettersInput): MailMessage {
  const { booking, lead, news, timeZone } = input
  const when = sayWhen(booking.starts_at, { locale: 'en', timeZone })
  const who = lead.name ?? lead.email
  const rows = [
    ['When', when],
    ['With', [who, lead.company].filter(Boolean).join(', ')],
    ['E-mail', lead.email],
    ...(booking.place ? [['Where', booking.place] as const] : []),
  ] as const
  const title = {
    booked: `${who} booked a meeting`,
    moved: `${who} moved the meeting`,
    cancelled: `${who} cancelled the meeting`,
  }[news]
  return {
    id: newId(),
    to: [{ name: booking.owner_name, address: booking.owner_email }],
    replyTo: { name: who, address: lead.email },
    subject: `${title}, ${when}`,
    ...renderBookingLetter({
      title,
      rows,
      action: { label: 'Open the lead card', url: `${config.publicUrl}/studio/leads/${lead.id}` },
      locale: 'en',
    }),
    invitation: invitation(config, input, meetingWords('en')),
  }
}

function invitation(config: Config, input: LettersInput, words: MeetingWords) {
  const method = input.news === 'cancelled' ? 'CANCEL' : 'REQUEST'
  return { method, content: invitationOf(config, input, method, words) } as const
}

function addressOf(mailFrom: string): string {
  return /<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom.trim()
}
