import { renderBookingLetter } from '../booking/letter-html.ts'
import { createMail } from '../delivery/mail.ts'
import { describeFailure } from '../delivery/outcome.ts'
import { mailOf } from '../delivery/workspace-mail.ts'
import type { Deps } from '../deps.ts'
import type { IssuedInvitation } from './invitations.ts'
import type { ResetLink } from './password-reset.ts'

/** What came of a letter: `off` = no mail server is set up. */
export type Mailed = { readonly state: 'sent' | 'off' } | { readonly state: 'failed'; readonly detail: string }

/** Letters about accounts. They wait for the mail server and never reject for what it does. */
export interface AccountLetters {
  invite(issued: IssuedInvitation, from: Inviting): Promise<Mailed>
  reset(link: ResetLink): Promise<Mailed>
}

interface Inviting {
  readonly workspaceId: string
  /** Name of the workspace. */
  readonly workspace: string
  /** Name of who invites. */
  readonly by: string
}

interface Letter {
  readonly to: { readonly name: string; readonly address: string }
  readonly title: string
  readonly rows: readonly (readonly [string, string])[]
  readonly action: { readonly label: string; readonly url: string }
}

export function createAccountLetters(deps: Pick<Deps, 'config' | 'store' | 'newId' | 'log'>): AccountLetters {
  const { config, newId, log } = deps
  const { smtpUrl, mailFrom, publicUrl } = config
  const mail = smtpUrl === undefined ? null : createMail({ smtpUrl, from: mailFrom })

  async function send({ to, ...letter }: Letter, workspaceId?: string): Promise<Mailed> {
    if (!mail) return { state: 'off' }
    try {
      const sender = workspaceId === undefined ? mail : mailOf(deps, mail, workspaceId)
      const outcome = await sender({ id: newId(), to: [to], subject: letter.title, ...renderBookingLetter(letter) })
      if (outcome.ok) return { state: 'sent' }
      log.warn({ code: outcome.code }, 'a letter about an account could not be sent')
      return { state: 'failed', detail: describeFailure(outcome.code) }
    } catch (error) {
      // An address the mailer does not take.
      log.warn({ err: error }, 'a letter about an account could not be written')
      return { state: 'failed', detail: 'The mail server cannot write to this address.' }
    }
  }

  return {
    invite: ({ invitation, url }, { workspaceId, workspace, by }) =>
      send(
        {
          to: { name: '', address: invitation.email },
          title: `Join ${workspace} on Parley`,
          rows: [
            ['Invited by', by],
            ['The link works once', 'Within seven days. Ask for another one after that.'],
          ],
          action: { label: `Join ${workspace}`, url },
        },
        workspaceId,
      ),
    reset: ({ user, url, hours }) =>
      send({
        to: { name: user.name, address: user.email },
        title: 'Set another password',
        rows: [
          ['Your account', `${user.email} at ${new URL(publicUrl).host}`],
          ['The link works once', hours === 1 ? 'Within an hour.' : `Within ${hours} hours.`],
          ['Not asked for it?', 'Leave this mail alone: nothing changes.'],
        ],
        action: { label: 'Set another password', url },
      }),
  }
}
