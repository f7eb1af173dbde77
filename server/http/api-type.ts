import type { studioRoutes } from './studio/studio-routes.ts'

export type { CalendarSettings, Weekday } from '../booking/calendar-settings.ts'
export type { PersonCalendar } from '../booking/list-calendars.ts'
export type * from '../leads/lead-card-type.ts'
export type * from '../routing/routing-config.ts'
export type * from '../scoring/score-model.ts'
export type * from './studio/account-types.ts'
export type { ApiKeyRow, CreateApiKeyRequest, NewApiKey } from './studio/api-key-routes.ts'
export type { CalendarsAnswer } from './studio/calendar-routes.ts'
export type * from './studio/card-types.ts'
export type * from './studio/content-types.ts'
export type { ConversionCounts } from './studio/conversion-routes.ts'
export type * from './studio/enrichment-types.ts'
export type * from './studio/import-routes.ts'
export type * from './studio/lifecycle-types.ts'
export type * from './studio/model-types.ts'
export type * from './studio/nurture-types.ts'
export type * from './studio/score-choices-types.ts'
export type * from './studio/studio-types.ts'
export type * from './studio/theme-types.ts'

/** For Hono's typed client: `hc<StudioApi>('/api')`. */
export type StudioApi = ReturnType<typeof studioRoutes>
