import './lead-prediction.css'
import type { LeadPrediction } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { useLoad } from '../ui/use-load.ts'
import { count } from '../words.ts'
import { TARGETS } from './learning-words.ts'

/** What a published report predicts for a lead, in a sentence; nothing where none is published. */
export function LeadPredictionNote({ id }: { readonly id: string }) {
  const path = `/leads/${encodeURIComponent(id)}/prediction`
  const { data } = useLoad(path, () => get<{ readonly prediction: LeadPrediction | null }>(path))
  if (!data?.prediction) return null
  const { of100, usual, target, leads, publishedBy } = data.prediction
  return (
    <p
      class="prediction"
      title={`Learnt from ${count(leads, 'lead')} whose outcome is known, by what was known at capture. Put on lead cards by ${publishedBy}. It changes no score.`}
    >
      Like leads of which <strong class="number">{of100} in 100</strong> {TARGETS[target].became}{' '}
      <span class="quiet">({usual} in 100 of all).</span>
    </p>
  )
}
