import type { Kysely } from 'kysely'
import { up as initial } from './0001-initial.ts'
import { up as auth } from './0002-auth.ts'
import { up as verdicts } from './0003-verdicts.ts'
import { up as deliveryQueue } from './0004-delivery-queue.ts'
import { up as visitorSessions } from './0005-visitor-sessions.ts'
import { up as partialLeads } from './0006-partial-leads.ts'
import { up as bookings } from './0007-bookings.ts'
import { up as siteTheme } from './0008-site-theme.ts'
import { up as heldSessions } from './0010-held-sessions.ts'
import { up as loaderVersions } from './0011-loader-versions.ts'
import { up as factsFromEverywhere } from './0012-facts-from-everywhere.ts'
import { up as lifecycle } from './0013-lifecycle.ts'
import { up as apiKeysAndImports } from './0014-api-keys-and-imports.ts'
import { up as accounts } from './0015-accounts.ts'
import { up as models } from './0016-models.ts'
import { up as nurture } from './0017-nurture.ts'
import { up as learning } from './0018-learning.ts'
import { up as trialResults } from './0019-trial-results.ts'
import { up as importProgress } from './0020-import-progress.ts'
import { up as people } from './0021-people.ts'
import { up as leadSources } from './0022-lead-sources.ts'
import { up as handOver } from './0023-hand-over.ts'
import { up as competitors } from './0025-competitors.ts'
import { up as content } from './0026-content.ts'
import { up as automationStarts } from './0027-automation-starts.ts'
import { up as testedModels } from './0028-tested-models.ts'
import { up as formerMembers } from './0029-former-members.ts'

export type StoreEngine = 'sqlite' | 'postgres'

/** A named step of the tables' history. Once released it never changes, and neither does its place in the list. */
export interface Migration {
  readonly name: string
  up(db: Kysely<unknown>, engine: StoreEngine): Promise<void>
}

/** In the order they run. */
export const migrations: readonly Migration[] = [
  { name: '0001-initial', up: initial },
  { name: '0002-auth', up: auth },
  { name: '0003-verdicts', up: verdicts },
  { name: '0004-delivery-queue', up: deliveryQueue },
  { name: '0005-visitor-sessions', up: visitorSessions },
  { name: '0006-partial-leads', up: partialLeads },
  { name: '0007-bookings', up: bookings },
  { name: '0008-site-theme', up: siteTheme },
  { name: '0010-held-sessions', up: heldSessions },
  { name: '0011-loader-versions', up: loaderVersions },
  { name: '0012-facts-from-everywhere', up: factsFromEverywhere },
  { name: '0013-lifecycle', up: lifecycle },
  { name: '0014-api-keys-and-imports', up: apiKeysAndImports },
  { name: '0015-accounts', up: accounts },
  { name: '0016-models', up: models },
  { name: '0017-nurture', up: nurture },
  { name: '0018-learning', up: learning },
  { name: '0019-trial-results', up: trialResults },
  { name: '0020-import-progress', up: importProgress },
  { name: '0021-people', up: people },
  { name: '0022-lead-sources', up: leadSources },
  { name: '0023-hand-over', up: handOver },
  { name: '0025-competitors', up: competitors },
  { name: '0026-content', up: content },
  { name: '0027-automation-starts', up: automationStarts },
  { name: '0028-tested-models', up: testedModels },
  { name: '0029-former-members', up: formerMembers },
]
