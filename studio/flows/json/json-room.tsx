import { useState } from 'preact/hooks'
import type { CheckResult, Draft, DraftPart } from '#server/http/api-type.ts'
import { post, RequestFailed } from '../../api.ts'
import { may } from '../../me.ts'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { useEditor } from '../editor/editor-context.ts'
import { type Note, refusalsOf } from '../editor/findings.ts'

const PARTS: readonly (readonly [DraftPart, string])[] = [
  ['flow', 'Flow'],
  ['model', 'Points'],
  ['routing', 'Routing'],
  ['placement', 'Placement'],
]

/** Each part of the draft as JSON, for what the forms do not show. Checked by the server before it counts. */
export function JsonRoom() {
  const [part, setPart] = useState<DraftPart>('flow')
  return (
    <div class="room-form">
      <fieldset class="row">
        <legend class="visually-hidden">Part</legend>
        {PARTS.map(([id, label]) => (
          <button type="button" key={id} class="chip" aria-pressed={part === id} onClick={() => setPart(id)}>
            {label}
          </button>
        ))}
      </fieldset>
      <PartJson key={part} part={part} />
    </div>
  )
}

function PartJson({ part }: { readonly part: DraftPart }) {
  const editor = useEditor()
  const current = JSON.stringify(editor.draft.value[part], null, 2)
  const [text, setText] = useState(current)
  const [base, setBase] = useState(current)
  const [notes, setNotes] = useState<readonly Note[] | null>(null)
  const [busy, setBusy] = useState(false)
  const changed = text !== base
  const moved = current !== base

  const restart = () => {
    setText(current)
    setBase(current)
    setNotes(null)
  }
  const apply = async () => {
    setBusy(true)
    const checked = await check(editor.id, part, text)
    setBusy(false)
    setNotes(checked.notes)
    if (!checked.ok) return
    editor.edit(draft => ({ ...draft, [part]: checked.value }) as Draft) // the server has just taken this shape
    setBase(JSON.stringify(checked.value, null, 2))
    setText(JSON.stringify(checked.value, null, 2))
  }
  return (
    <div class="stack">
      <TextAreaField
        code
        label={`${PARTS.find(([id]) => id === part)?.[1]} as JSON`}
        rows={24}
        readOnly={!may('edit_flows')}
        value={changed ? text : current}
        onText={typed => {
          if (!changed) setBase(current)
          setText(typed)
        }}
      />
      {changed && moved && (
        <p class="notice" data-tone="warn">
          This part was edited elsewhere meanwhile. Using the text replaces that.
        </p>
      )}
      {may('edit_flows') && (
        <div class="row">
          <button
            type="button"
            class="button"
            data-look="main"
            disabled={!changed || busy}
            onClick={() => void apply()}
          >
            Check and use it
          </button>
          <button type="button" class="button" disabled={!changed} onClick={restart}>
            Discard
          </button>
        </div>
      )}
      <Pointers notes={notes} />
    </div>
  )
}

function Pointers({ notes }: { readonly notes: readonly Note[] | null }) {
  if (!notes) return null
  if (notes.length === 0)
    return (
      <p class="notice" data-tone="good">
        The checks find nothing.
      </p>
    )
  return (
    <ul class="margin-notes" aria-live="polite">
      {notes.map(note => (
        <li key={`${note.part}${note.pointer}${note.message}`} data-severity={note.severity}>
          <span>
            <code>
              {note.part}
              {note.pointer}
            </code>{' '}
            {note.message}
          </span>
        </li>
      ))}
    </ul>
  )
}

type Checked =
  | { readonly ok: true; readonly value: unknown; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly notes: readonly Note[] }

/** Asks the server whether this part has its shape, and what its checks say. */
async function check(flow: string, part: DraftPart, text: string): Promise<Checked> {
  const refused = (message: string): Checked => {
    return { ok: false, notes: [{ severity: 'error', code: 'bad_json', part, pointer: '', message }] }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refused(`This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`)
  }
  try {
    const { checks } = await post<CheckResult>(`/flows/${flow}/check`, { [part]: value })
    return { ok: true, value, notes: checks.filter(note => note.part === part) }
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error
    return { ok: false, notes: refusalsOf(error) }
  }
}
