import type { Flow } from '#flows/flow.ts'
import { publicFlow, wordings } from '#flows/locale.ts'
import { SHAPE_KEY } from '#flows/shape.ts'
import type { ExperimentReport } from '#server/http/api-type.ts'
import { SHAPES } from '../flows/placement/placement-words.ts'

export interface TestedWording {
  readonly key: string
  readonly text: string
  /** The flow's own words, shown to this variant as they stand. */
  readonly unchanged: boolean
}

/**
 * The words each variant shows where they differ. Empty for a past version: only the flow of today is known here, and
 * other words under an old count would mislead.
 */
export function wordingsOf(
  flow: Flow,
  report: Pick<ExperimentReport, 'id' | 'version'>,
): Readonly<Record<string, readonly TestedWording[]>> {
  const experiment = flow.experiments?.find(({ id, version }) => id === report.id && version === report.version)
  if (!experiment) return {}
  const own = wordings(publicFlow({ ...flow, experiments: [] }, flow.locale))
  const keys = [...new Set(experiment.variants.flatMap(({ patch }) => Object.keys(patch)))]
  return Object.fromEntries(
    experiment.variants.map(({ id, patch }) => [
      id,
      keys.map(key => ({ key, text: wordsOf(key, patch[key]) ?? own[key] ?? '', unchanged: !(key in patch) })),
    ]),
  )
}

/** A tested shape is told in words, like everything else that is tested. */
function wordsOf(key: string, value: string | undefined): string | undefined {
  if (key !== SHAPE_KEY) return value
  return value === undefined ? 'The shape of the place' : `As ${SHAPES.find(({ id }) => id === value)?.label ?? value}`
}
