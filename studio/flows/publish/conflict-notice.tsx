import { fail, tell } from '../../ui/toast.tsx'
import { When } from '../../ui/when.tsx'
import { useEditor } from '../editor/editor-context.ts'
import { differencesOf } from './differences.ts'

/** Somebody else saved in between: both versions side by side, and the two ways on. */
export function ConflictNotice() {
  const editor = useEditor()
  const theirs = editor.theirs.value
  if (!theirs) return null
  const differences = differencesOf(editor.draft.value, theirs)
  const take = () => {
    editor.takeTheirs()
    tell('You are on their version now', editor.undo)
  }
  return (
    <section class="notice conflict" data-tone="warn" role="alert">
      <h2>
        Somebody else saved this flow <When at={theirs.updatedAt} />
      </h2>
      <p>Your edits are safe here and not saved yet. Choose which version to go on with.</p>
      <div class="row">
        <button type="button" class="button" onClick={take}>
          Go on with theirs
        </button>
        <button type="button" class="button" onClick={() => editor.keepMine().catch(fail)}>
          Save mine over theirs
        </button>
      </div>
      <details>
        <summary>What differs</summary>
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">Yours</th>
              <th scope="col">Theirs</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ where, mine, theirs: other }) => (
              <tr key={where}>
                <th scope="row">{where}</th>
                <td>{mine}</td>
                <td>{other}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
