import type { FunctionComponent } from 'preact'
import { LearningRoom } from '../learning/learning-room.tsx'
import { BacktestRoom } from './backtest-room.tsx'
import { ModelsRoom } from './models-room.tsx'
import { SampleRoom } from './sample-room.tsx'
import { TrialsRoom } from './trials-room.tsx'

/** Rooms of the scoring page, in their order. Each is about one flow. */
export const SCORING_ROOMS = {
  models: { label: 'Models', Room: ModelsRoom },
  backtest: { label: 'Backtest', Room: BacktestRoom },
  sample: { label: 'Sample', Room: SampleRoom },
  learning: { label: 'Learning', Room: LearningRoom },
  trials: { label: 'Trials', Room: TrialsRoom },
} satisfies Record<string, { readonly label: string; readonly Room: FunctionComponent<{ flow: string }> }>
