import type { Kysely } from 'kysely'
import { listMembers } from '../auth/members.ts'
import type { Role } from '../auth/permissions.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { modelRevisionOf } from '../publishing/draft-revisions.ts'
import { draftOf, type FlowKey, loadFlowRow } from '../publishing/flow-row.ts'
import { loadRelease } from '../publishing/live.ts'
import type { Database } from '../store/schema.ts'
import { loadModelSettings } from './model-settings.ts'

export const SIDES = ['marketing', 'sales'] as const
export type Side = (typeof SIDES)[number]

/** A signature that stands. */
export interface Signature {
  readonly side: Side
  readonly userId: string
  readonly by: string
  readonly at: number
}

/** Who may sign for which side. */
const SIGNERS: Readonly<Record<Side, readonly Role[]>> = {
  marketing: ['owner', 'marketer'],
  sales: ['owner', 'sales'],
}

export function maySign(role: Role, side: Side): boolean {
  return SIGNERS[side].includes(role)
}

/** Whether two different people of the workspace can stand under both sides, given who has signed. */
export function canBeSigned(
  members: readonly { readonly userId: string; readonly role: Role }[],
  signed: readonly Pick<Signature, 'side' | 'userId'>[],
): boolean {
  const signersOf = (side: Side) => {
    const signature = signed.find(one => one.side === side)
    return signature ? [signature.userId] : members.filter(({ role }) => maySign(role, side)).map(one => one.userId)
  }
  const sellers = signersOf('sales')
  return signersOf('marketing').some(marketer => sellers.some(seller => seller !== marketer))
}

/** Signatures under a model as it is. */
export async function loadSignatures(
  db: Kysely<Database>,
  { workspaceId, flowId, revision }: FlowKey & { readonly revision: string },
): Promise<Signature[]> {
  const rows = await db
    .selectFrom('model_sign_offs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('model_revision', '=', revision)
    .orderBy('at')
    .execute()
  return rows.map(({ side, user_id, user_name, at }) => ({ side, userId: user_id, by: user_name, at }))
}

/**
 * Signs the draft's model for one side. `revision` is the model the person looked at. Throws ApiError `not_found`,
 * `draft_changed` when the draft is another model by now, `conflict` when the same person signed for the other side.
 */
export async function signModel(
  deps: Pick<Deps, 'store' | 'now'>,
  input: FlowKey & {
    readonly side: Side
    readonly revision: string
    readonly user: { readonly id: string; readonly name: string }
  },
): Promise<void> {
  const { workspaceId, flowId, side, revision, user } = input
  await deps.store.write(async trx => {
    const row = await loadFlowRow(trx, { workspaceId, flowId })
    const live = row.live_release_id ? await loadRelease(trx, workspaceId, row.live_release_id) : null
    if (modelRevisionOf(draftOf(row), live) !== revision) throw new ApiError('draft_changed')
    const others = await loadSignatures(trx, { workspaceId, flowId, revision })
    if (others.some(other => other.side !== side && other.userId === user.id)) {
      const detail =
        'You signed for the other side. Somebody else has to sign for this one: two pairs of eyes are the point.'
      throw new ApiError('conflict', { detail })
    }
    await trx
      .insertInto('model_sign_offs')
      .values({
        workspace_id: workspaceId,
        flow_id: flowId,
        model_revision: revision,
        side,
        user_id: user.id,
        user_name: user.name,
        at: deps.now(),
      })
      .onConflict(conflict => conflict.columns(['workspace_id', 'flow_id', 'model_revision', 'side']).doNothing())
      .execute()
  })
}

/**
 * Throws ApiError `sign_off_missing` when the workspace wants models signed and this one, other than what is live, lacks a
 * signature. Costs one look at the settings for a workspace that does not.
 */
export async function assertSigned(
  trx: Kysely<Database>,
  model: FlowKey & { readonly revision: string; readonly liveRevision: string | null },
): Promise<void> {
  if (model.revision === model.liveRevision) return
  const { signOff } = await loadModelSettings(trx, model.workspaceId)
  if (!signOff) return
  const signatures = await loadSignatures(trx, model)
  const signed = new Set(signatures.map(({ side }) => side))
  const missing = SIDES.filter(side => !signed.has(side))
  if (missing.length === 0) return
  if (!canBeSigned(await listMembers(trx, model.workspaceId), signatures)) {
    throw new ApiError('sign_off_missing', {
      detail:
        'The scoring changed, and it takes two people to sign it: one for marketing, one for sales. Invite somebody under Settings, or switch signatures off under Scoring.',
    })
  }
  throw new ApiError('sign_off_missing', {
    detail: `The scoring changed and ${missing.join(' and ')} ${missing.length > 1 ? 'have' : 'has'} not signed it yet. Sign it under Scoring.`,
  })
}
