import type { Flow } from '#flows/flow.ts'
import { TextField } from '../../ui/text-field.tsx'
import { useFlow } from '../editor/editor-context.ts'
import { WordingEditor } from './wording-editor.tsx'

/** The closed chat bubble: its button and the line beside it. */
export function LauncherForm() {
  const { flow, readOnly, editFlow } = useFlow()
  const { launcher } = flow
  const set = (next: Flow['launcher']) => editFlow(before => withPart(before, 'launcher', next), 'launcher')
  if (!launcher) {
    return (
      <div class="stack" data-tight>
        <p class="quiet">This flow has no chat bubble; it shows where a page puts it.</p>
        {!readOnly && (
          <div>
            <button type="button" class="button" data-size="small" onClick={() => set({ label: 'Ask us' })}>
              Add a chat bubble
            </button>
          </div>
        )}
      </div>
    )
  }
  const { label, teaser } = launcher
  return (
    <fieldset class="step-editor" disabled={readOnly}>
      <legend class="visually-hidden">Chat bubble</legend>
      <WordingEditor
        label="Button"
        wording="launcher.label"
        text={label}
        onText={text => set({ ...launcher, label: text })}
      />
      {teaser === undefined ? (
        <div>
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => set({ label, teaser: 'Questions?' })}
          >
            Add a line beside it
          </button>
        </div>
      ) : (
        <WordingEditor
          label="Line beside it"
          hint="Empty takes it out."
          wording="launcher.teaser"
          text={teaser}
          onText={text => set(text ? { label, teaser: text } : { label })}
        />
      )}
    </fieldset>
  )
}

/** Who handles the answers, shown before the first personal question. */
export function NoticeForm() {
  const { flow, readOnly, editFlow } = useFlow()
  const notice = flow.notice ?? { text: '', url: 'https://' }
  const set = (next: Flow['notice']) => editFlow(before => withPart(before, 'notice', next), 'notice')
  return (
    <fieldset class="step-editor" disabled={readOnly}>
      <legend class="visually-hidden">Privacy notice</legend>
      <WordingEditor
        label="Privacy notice"
        wording="notice.text"
        text={notice.text}
        onText={text => set(text || flow.notice ? { ...notice, text } : undefined)}
      />
      <TextField
        label="Address of your privacy page"
        type="url"
        value={notice.url}
        onText={url => set({ ...notice, url })}
      />
    </fieldset>
  )
}

function withPart<K extends 'launcher' | 'notice'>(flow: Flow, part: K, next: Flow[K]): Flow {
  const { [part]: _before, ...rest } = flow
  return (next ? { ...rest, [part]: next } : rest) as Flow // both parts may be left out
}
