import { useState } from 'preact/hooks'
import type { ModelChange, ModelsOverview, ModelVersion } from '#server/http/api-type.ts'
import { get, query } from '../api.ts'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { ChangeLines } from './change-lines.tsx'
import { choicesOf } from './model-words.ts'

interface Comparison {
  readonly from: string
  readonly to: string
  readonly changes: readonly ModelChange[]
}

interface CompareDialogProps {
  readonly overview: ModelsOverview
  readonly version: ModelVersion
  readonly onClose: () => void
}

/** Two models side by side: which rule changed, and how. */
export function CompareDialog({ overview, version, onClose }: CompareDialogProps) {
  const choices = choicesOf(overview)
  const own = version.live ? 'live' : version.revision
  const before = overview.versions.find(({ number }) => number === version.number - 1)
  const [from, setFrom] = useState(before ? (before.live ? 'live' : before.revision) : own)
  const [to, setTo] = useState(before ? own : 'draft')
  const path = `/flows/${overview.flow.id}/models/compare${query({ from, to })}`
  const { data, error } = useLoad(path, () => get<Comparison>(path))
  return (
    <Dialog title="Compare models" wide onClose={onClose}>
      <div class="compare-choice">
        <SelectField label="From" value={from} options={choices} onPick={setFrom} />
        <SelectField label="To" value={to} options={choices} onPick={setTo} />
      </div>
      {error ? (
        <Trouble error={error} />
      ) : (
        data && (
          <section aria-live="polite">
            {data.changes.length === 0 ? (
              <p>These two score every lead the same.</p>
            ) : (
              <ChangeLines changes={data.changes} />
            )}
          </section>
        )
      )}
    </Dialog>
  )
}
