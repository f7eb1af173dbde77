import type { BetterAuthOptions } from 'better-auth'
import { organization } from 'better-auth/plugins'
import { createAccessControl } from 'better-auth/plugins/access'
import { defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access'
import type { Deps } from '../deps.ts'
import { chooseWorkspace } from './memberships.ts'
import { PASSWORD_LENGTH } from './password-rules.ts'

const DAY_S = 24 * 3600

/** How better-auth is set up. Workspaces are its organisations, under the same ids. */
export function authOptions(deps: Pick<Deps, 'config' | 'store' | 'newId' | 'log'>) {
  const { config, store, newId, log } = deps
  const secure = config.publicUrl.startsWith('https:')
  return {
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: config.secret,
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.error(message) },
    database: { db: store.db, type: store.engine },
    emailAndPassword: {
      enabled: true,
      // People come in by the setup link or by an owner's invitation.
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    // Counted by `sign-in-limit.ts`, which knows the account as well as the address.
    rateLimit: { enabled: false },
    session: {
      modelName: 'auth_sessions',
      expiresIn: 14 * DAY_S,
      updateAge: DAY_S,
      // A signed copy in a cookie saves two queries on most requests; `findMember` sees to it that it ends with its session.
      cookieCache: { enabled: true, maxAge: 60 },
    },
    user: { modelName: 'auth_users' },
    account: { modelName: 'auth_accounts' },
    verification: { modelName: 'auth_verifications' },
    advanced: {
      // `__Host-` is stricter than the prefix better-auth would add itself: this host only, path `/`, https only.
      useSecureCookies: false,
      cookiePrefix: secure ? '__Host-parley' : 'parley',
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId() },
    },
    databaseHooks: {
      session: {
        create: {
          before: async session => {
            return { data: { ...session, activeOrganizationId: await chooseWorkspace(store.db, session.userId) } }
          },
        },
      },
    },
    plugins: [organizationPlugin()],
  } satisfies BetterAuthOptions
}

/** Our own roles; what they may do in Parley is in `permissions.ts`, what they may do to the organisation is here. */
function organizationPlugin() {
  const ac = createAccessControl(defaultStatements)
  const looking = ac.newRole(memberAc.statements)
  return organization({
    ac,
    creatorRole: 'owner',
    roles: { owner: ac.newRole(ownerAc.statements), marketer: looking, sales: looking, viewer: looking },
    allowUserToCreateOrganization: false,
    schema: {
      organization: { modelName: 'auth_organizations' },
      member: { modelName: 'auth_members' },
      invitation: { modelName: 'auth_invitations' },
    },
  })
}
