import { useState } from 'preact/hooks'
import type { ReleaseSummary } from '#server/http/api-type.ts'
import { may } from '../../me.ts'
import { fail, tell } from '../../ui/toast.tsx'
import { When } from '../../ui/when.tsx'
import { useEditor } from '../editor/editor-context.ts'

/** Everything that was ever live, with the way back to it. */
export function ReleasesRoom() {
  const editor = useEditor()
  const { releases } = editor.detail.value
  const [busy, setBusy] = useState(false)
  const goLive = async (release: ReleaseSummary) => {
    const before = editor.detail.value.live
    setBusy(true)
    try {
      await editor.rollback(release.id)
      const back = before && (() => void editor.rollback(before.id).catch(fail))
      tell(`Release ${release.number} is live again. Your draft stays as it is.`, ...(back ? [back] : []))
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  if (releases.length === 0) {
    return (
      <div class="empty">
        <h2>Nothing published yet</h2>
        <p>Publish the flow, and each release will stand here with a way back to it.</p>
      </div>
    )
  }
  return (
    <div class="panel table-wrap room-form">
      <table class="data-table">
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">Note</th>
            <th scope="col">By</th>
            <th scope="col">Published</th>
            <th>
              <span class="visually-hidden">Make live</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {releases.map(release => (
            <tr key={release.id}>
              <th scope="row">
                <span class="row">
                  {release.number}
                  {release.live && (
                    <span class="tag" data-tone="good">
                      Live
                    </span>
                  )}
                </span>
              </th>
              <td>{release.note || <span class="quiet">No note</span>}</td>
              <td>{release.by}</td>
              <td>
                <When at={release.at} />
              </td>
              <td class="number">
                {may('edit_flows') && !release.live && (
                  <button
                    type="button"
                    class="button"
                    data-size="small"
                    disabled={busy}
                    onClick={() => void goLive(release)}
                  >
                    Make release {release.number} live again
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
