import { Hono } from 'hono'
import type { Auth } from '../../auth/auth.ts'
import { requireMember } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { refuseOtherMethods } from '../other-methods.ts'
import { hasControlCharacters } from '../read-json.ts'
import { accountRoutes } from './accounts/account-routes.ts'
import { competitorRoutes } from './accounts/competitor-routes.ts'
import { priorityRoutes } from './accounts/priority-routes.ts'
import { apiKeyRoutes } from './api-key-routes.ts'
import { calendarRoutes } from './calendar-routes.ts'
import { challengeRoutes } from './challenge-routes.ts'
import { contentRoutes } from './content-routes.ts'
import { conversionRoutes } from './conversion-routes.ts'
import { destinationRoutes } from './destination-routes.ts'
import { enrichmentRoutes } from './enrichment-routes.ts'
import { flowRoutes } from './flow-routes.ts'
import { importRoutes } from './import-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { cardRoutes } from './leads/card-routes.ts'
import { leadRoutes } from './leads/lead-routes.ts'
import { mergeRoutes } from './leads/merge-routes.ts'
import { followMergedIds } from './leads/merged-ids.ts'
import { learningRoutes } from './learning-routes.ts'
import { lifecycleRoutes } from './lifecycle-routes.ts'
import { mailTemplateRoutes } from './mail-template-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { modelRoutes } from './model-routes.ts'
import { nurtureRoutes } from './nurture-routes.ts'
import { ownerRoutes } from './owner-routes.ts'
import { passwordRoutes } from './password-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { scoreChoicesRoutes } from './score-choices-routes.ts'
import { segmentRoutes } from './segment-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { siteRoutes } from './site-routes.ts'
import { sourceRoutes } from './source-routes.ts'
import type { StudioEnv } from './studio-env.ts'
import { themeRoutes } from './theme-routes.ts'
import { workspaceRoutes } from './workspace-routes.ts'
import { writeGuard } from './write-guard.ts'

/**
 * The studio's API, mounted at `/api`. All of it is guarded against writes from other sites; all but first run and sign-in
 * needs a member of a workspace, whose id every query carries, so that another workspace's id is a missing id.
 */
export function studioRoutes(deps: Deps, auth: Auth) {
  const routes = new Hono<StudioEnv>()
    .use(async (c, next) => {
      await next()
      c.res.headers.set('x-content-type-options', 'nosniff')
      if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
    })
    .use(writeGuard(deps))
    .route('/', signInRoutes(deps, auth))
    .use(requireMember(deps, auth))
    .use(async (c, next) => {
      // No id has any, and Postgres fails at NUL.
      if (hasControlCharacters(c.req.path)) throw new ApiError('not_found')
      await next()
    })
    .route('/', memberRoutes(deps))
    .route('/', passwordRoutes(deps, auth))
    .route('/', invitationRoutes(deps))
    .route('/', workspaceRoutes(deps))
    .use('/leads/:id', followMergedIds(deps))
    .use('/leads/:id/*', followMergedIds(deps))
    .route('/', leadRoutes(deps))
    .route('/', cardRoutes(deps))
    .route('/', mergeRoutes(deps))
    .route('/', accountRoutes(deps))
    .route('/', priorityRoutes(deps))
    .route('/', competitorRoutes(deps))
    .route('/', lifecycleRoutes(deps))
    .route('/', ownerRoutes(deps))
    .route('/', flowRoutes(deps))
    .route('/', modelRoutes(deps))
    .route('/', scoreChoicesRoutes())
    .route('/', reportRoutes(deps))
    .route('/', learningRoutes(deps))
    .route('/', siteRoutes(deps))
    .route('/', challengeRoutes(deps))
    .route('/', themeRoutes(deps))
    .route('/', destinationRoutes(deps))
    .route('/', calendarRoutes(deps))
    .route('/', segmentRoutes(deps))
    .route('/', mailTemplateRoutes(deps))
    .route('/', nurtureRoutes(deps))
    .route('/', enrichmentRoutes(deps))
    .route('/', sourceRoutes(deps))
    .route('/', contentRoutes(deps))
    .route('/', apiKeyRoutes(deps))
    .route('/', importRoutes(deps))
    .route('/', conversionRoutes(deps))
  refuseOtherMethods(routes)
  return routes
}
