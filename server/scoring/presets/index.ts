import type { ScoreModel } from '../score-model.ts'
import { bant } from './bant.ts'

/** Score models a workspace can start from, by name. */
export const presets = { bant } satisfies Readonly<Record<string, ScoreModel>>
