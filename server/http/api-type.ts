// What the studio may know of the server: types, nothing that runs.
export type * from '../leads/lead-card-type.ts'
export type * from '../routing/routing-config.ts'
export type * from '../scoring/score-model.ts'
export type * from './studio/studio-types.ts'
