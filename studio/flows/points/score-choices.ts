import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ScoreChoices } from '#server/http/api-type.ts'
import { get } from '../../api.ts'

const NOTHING: ScoreChoices = { presets: [], acts: [] }
/** They are the same for everybody and change with the version only, so they are asked for once. */
const choices = signal<ScoreChoices | null>(null)
let asked = false

/** What a score model can be made of; empty until the server has said. */
export function useScoreChoices(): ScoreChoices {
  useEffect(() => {
    if (asked) return
    asked = true
    get<ScoreChoices>('/score-choices').then(
      found => {
        choices.value = found
      },
      () => {
        asked = false // asked again with the next room; until then what is set stays readable
      },
    )
  }, [])
  return choices.value ?? NOTHING
}
