import type { ScoreModel } from '../score-model.ts'
import { bant } from './bant.ts'
import { global } from './global.ts'
import { hundred } from './hundred.ts'
import { lowScale } from './low-scale.ts'

/** Score models a workspace can start from, by name; the first is the usual one. */
export const presets = { bant, 'low-scale': lowScale, hundred, global } satisfies Readonly<Record<string, ScoreModel>>
