import type { EventGroup } from '../../scoring/event-types.ts'
import type { ScoreModel } from '../../scoring/score-model.ts'

/** What a score model can be made of: answer of `GET /api/score-choices`. */
export interface ScoreChoices {
  readonly presets: readonly ScorePreset[]
  /** The catalogue of acts. */
  readonly acts: readonly ScoreAct[]
}

export interface ScoreAct {
  readonly slug: string
  readonly label: string
  readonly group: EventGroup
  /** Property that names what it was about, where it has one: `subject` of a mail. */
  readonly about?: string
}

export interface ScorePreset {
  readonly id: string
  readonly label: string
  /** In one sentence. */
  readonly about: string
  readonly model: ScoreModel
}
