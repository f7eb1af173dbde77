export type * from './studio/studio-types.ts'
