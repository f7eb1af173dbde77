import { useState } from 'preact/hooks'
import type { ModelsOverview, ModelVersion } from '#server/http/api-type.ts'
import { get, post } from '../api.ts'
import { may } from '../me.ts'
import { fail, tell } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { When } from '../ui/when.tsx'
import { count } from '../words.ts'
import { CompareDialog } from './compare-dialog.tsx'
import { DraftPanel } from './draft-panel.tsx'
import { ModelSettingsPanel } from './model-settings-panel.tsx'
import { TestLine } from './test-line.tsx'
import { WideTable } from './wide-table.tsx'

/** What scores leads now, what the draft would change, and every model that was live. */
export function ModelsRoom({ flow }: { readonly flow: string }) {
  const { data, error, reload, replace } = useLoad(`models ${flow}`, () => get<ModelsOverview>(`/flows/${flow}/models`))
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return (
    <div class="stack models-room">
      <ReviewNotice overview={data} onDone={replace} />
      <DraftPanel overview={data} onDone={replace} />
      {data.versions.length > 0 && <Versions overview={data} onDone={replace} />}
      <ModelSettingsPanel settings={data.settings} onSaved={reload} />
    </div>
  )
}

interface PartProps {
  readonly overview: ModelsOverview
  readonly onDone: (overview: ModelsOverview) => void
}

function ReviewNotice({ overview: { flow, review }, onDone }: PartProps) {
  if (!review.due || review.at === null) return null
  const done = () =>
    post<ModelsOverview>(`/flows/${flow.id}/models/review`).then(overview => {
      onDone(overview)
      tell('Noted. The next reminder comes in a month.')
    }, fail)
  return (
    <section class="notice review-notice" data-tone="warn">
      <p>
        <strong>Time to look this model through.</strong> Last time was <When at={review.at} />: do its points still
        match what sales accepts?
      </p>
      <span class="row">
        <a class="button" data-size="small" href={`/studio/scoring/backtest?flow=${flow.id}`}>
          Test it on past leads
        </a>
        {may('edit_flows') && (
          <button type="button" class="button" data-size="small" onClick={() => void done()}>
            I looked it through
          </button>
        )}
      </span>
    </section>
  )
}

function Versions({ overview, onDone }: PartProps) {
  const { flow, versions } = overview
  const [compared, setCompared] = useState<ModelVersion | null>(null)
  const [busy, setBusy] = useState(false)
  const goBack = async ({ number, revision }: ModelVersion) => {
    const before = versions.find(({ live }) => live)
    setBusy(true)
    try {
      onDone(await post<ModelsOverview>(`/flows/${flow.id}/models/rollback`, { revision }))
      const undo = () =>
        void post<ModelsOverview>(`/flows/${flow.id}/models/rollback`, { revision: before?.revision }).then(
          onDone,
          fail,
        )
      tell(`Model ${number} scores again. Flow and routing stay as they are.`, ...(before ? [undo] : []))
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section class="panel model-part">
      <header>
        <h2>Models that were live</h2>
        <p class="quiet">Each is kept as it was. When another one goes live, all leads are scored anew by it.</p>
      </header>
      <WideTable label="Models that were live">
        <table class="data-table versions">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Note</th>
              <th scope="col" class="number">
                Releases
              </th>
              <th scope="col" class="number">
                Leads scored
              </th>
              <th scope="col">First live</th>
              <th>
                <span class="visually-hidden">What to do with it</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map(version => (
              <tr key={version.revision}>
                <th scope="row">
                  <span class="row">
                    Model {version.number}
                    {version.live && (
                      <span class="tag" data-tone="good">
                        Live
                      </span>
                    )}
                  </span>
                  <span class="quiet">{version.name}</span>
                </th>
                <td>
                  {version.note || <span class="quiet">No note</span>}
                  <br />
                  <span class="quiet">
                    <TestLine tested={version.tested} />
                  </span>
                </td>
                <td class="number">
                  {version.firstRelease === version.lastRelease
                    ? version.firstRelease
                    : `${version.firstRelease}–${version.lastRelease}`}
                </td>
                <td class="number">{version.leads.toLocaleString('en')}</td>
                <td>
                  <When at={version.at} />
                  <br />
                  <span class="quiet">{version.by}</span>
                </td>
                <td>
                  <span class="row version-acts">
                    <button type="button" class="button" data-size="small" onClick={() => setCompared(version)}>
                      Compare
                    </button>
                    {may('edit_flows') && !version.live && (
                      <button
                        type="button"
                        class="button"
                        data-size="small"
                        disabled={busy}
                        title="The flow and the routing stay as they are"
                        onClick={() => void goBack(version)}
                      >
                        Make live again
                      </button>
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      {compared && <CompareDialog overview={overview} version={compared} onClose={() => setCompared(null)} />}
      <p class="visually-hidden">{count(versions.length, 'model')}</p>
    </section>
  )
}
