import type { CurrentMember } from '../../auth/require-role.ts'

/** What the middleware of the studio's API leaves for its handlers. */
export interface StudioEnv {
  Variables: { member: CurrentMember }
}
