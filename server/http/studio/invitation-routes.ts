import { Hono } from 'hono'
import { z } from 'zod'
import { createAccountLetters } from '../../auth/account-letters.ts'
import {
  type IssuedInvitation,
  invite,
  listInvitations,
  type OpenInvitation,
  renewInvitation,
  withdrawInvitation,
} from '../../auth/invitations.ts'
import { makeResetLink } from '../../auth/password-reset.ts'
import { ROLES } from '../../auth/permissions.ts'
import { type CurrentMember, requirePermission } from '../../auth/require-role.ts'
import { createSignInLimit } from '../../auth/sign-in-limit.ts'
import { loadWorkspace } from '../../auth/workspace.ts'
import { mailAddress } from '../../delivery/mail.ts'
import type { Deps } from '../../deps.ts'
import type { InviteRequest, ResetLinkMade, SentInvitation } from './people-types.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const inviteRequest = z.strictObject({
  email: mailAddress,
  role: z.enum(ROLES),
}) satisfies Accepts<InviteRequest>
const nothing = z.strictObject({})

/** Letters that go to one person, and that one workspace sends, in a quarter of an hour. */
const LETTERS = { perAccount: 5, perAddress: 60 }

/** Bringing people in, and back in: by owners. */
export function invitationRoutes(deps: Deps) {
  const owners = requirePermission('manage_members')
  const letters = createAccountLetters(deps)
  const limit = createSignInLimit(deps, LETTERS)

  return new Hono<StudioEnv>()
    .get('/invitations', owners, async c =>
      c.json<OpenInvitation[]>(await listInvitations(deps.store.db, c.get('member').workspaceId)),
    )
    .post('/invitations', owners, body(inviteRequest), async c => {
      const { workspaceId, userId } = c.get('member')
      limitLetters(workspaceId, c.req.valid('json').email)
      const issued = await invite(deps, { ...c.req.valid('json'), workspaceId, by: userId })
      return c.json<SentInvitation>(await send(issued, c.get('member')), 201)
    })
    .post('/invitations/:id/renew', owners, body(nothing), async c => {
      const { workspaceId } = c.get('member')
      limitLetters(workspaceId, c.req.param('id'))
      const issued = await renewInvitation(deps, { workspaceId, id: c.req.param('id') })
      return c.json<SentInvitation>(await send(issued, c.get('member')))
    })
    .delete('/invitations/:id', owners, async c => {
      await withdrawInvitation(deps, { workspaceId: c.get('member').workspaceId, id: c.req.param('id') })
      return c.json({ ok: true as const })
    })
    .post('/members/:id/reset-link', owners, body(nothing), async c => {
      const { workspaceId, userId } = c.get('member')
      limitLetters(workspaceId, c.req.param('id'))
      const link = await makeResetLink(deps, { workspaceId, memberId: c.req.param('id'), by: userId })
      const mailed = await letters.reset(link)
      return c.json<ResetLinkMade>({ link: link.shown ? link.url : null, expiresAt: link.expiresAt, mailed })
    })

  /** `to` = the address or what stands for it. Throws ApiError `rate_limited`. */
  function limitLetters(workspaceId: string, to: string): void {
    if (deps.config.smtpUrl !== undefined) limit.begin({ email: to, address: workspaceId })
  }

  /** After the commit: the link works whether or not the mail goes out. */
  async function send(issued: IssuedInvitation, { workspaceId, name }: CurrentMember): Promise<SentInvitation> {
    const { name: workspace } = await loadWorkspace(deps.store.db, workspaceId)
    const mailed = await letters.invite(issued, { workspaceId, workspace, by: name })
    return { invitation: issued.invitation, link: issued.url, mailed }
  }
}
