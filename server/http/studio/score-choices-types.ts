import type { EventGroup } from '../../scoring/event-types.ts'
import type { ScoreModel } from '../../scoring/score-model.ts'

/** What a score model can be made of: answer of `GET /api/score-choices`. */
export interface ScoreChoices {
  readonly presets: readonly ScorePreset[]
  /** The catalogue of acts. */
  readonly acts: readonly { readonly slug: string; readonly label: string; readonly group: EventGroup }[]
}

export interface ScorePreset {
  readonly id: string
  readonly label: string
  /** In one sentence. */
  readonly about: string
  readonly model: ScoreModel
}
