import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { When } from '../ui/when.tsx'
import type { Saving } from './editor/editor.ts'
import { useEditor, useFlow } from './editor/editor-context.ts'

/** Name of the flow, what is live, where the edits are, and the ways back and forth. */
export function FlowHead() {
  const editor = useEditor()
  const { flow, readOnly, editFlow } = useFlow()
  const { live } = editor.detail.value
  return (
    <header class="flow-head">
      <h1>
        <a href="/studio/flows">Flows</a>
        <span aria-hidden="true">/</span>
        <span class="visually-hidden">{flow.name}</span>
        <input
          class="input flow-name"
          aria-label="Name of the flow"
          value={flow.name}
          maxLength={200}
          size={Math.min(40, Math.max(8, flow.name.length))}
          readOnly={readOnly}
          onInput={event => {
            const name = event.currentTarget.value
            editFlow(before => ({ ...before, name }), 'name')
          }}
        />
      </h1>
      {live ? (
        <span class="tag" data-tone="good">
          Release {live.number} live
        </span>
      ) : (
        <span class="tag">Not live yet</span>
      )}
      <span class="flow-state">
        {readOnly ? <span class="quiet">You can look at this flow, not edit it.</span> : <SavingState />}
        {!readOnly && (
          <>
            <IconButton label="Undo" icon="undo" disabled={!editor.canUndo.value} onClick={editor.undo} />
            <IconButton label="Redo" icon="redo" disabled={!editor.canRedo.value} onClick={editor.redo} />
          </>
        )}
      </span>
    </header>
  )
}

const WORDS: Readonly<Record<Exclude<Saving, 'saved'>, string>> = {
  waiting: 'Saving…',
  saving: 'Saving…',
  refused: 'Not saved: see the notes',
  unreachable: 'Not saved: the server cannot be reached. Your edits are kept here.',
  conflict: 'Not saved: somebody else edited too',
}

function SavingState() {
  const { saving, detail } = useEditor()
  const state = saving.value
  const calm = state === 'saved' || state === 'waiting' || state === 'saving'
  return (
    <span class="saving" data-tone={calm ? '' : 'bad'} role="status">
      {!calm && <Icon name="warn" />}
      {state === 'saved' ? (
        <>
          Saved <When at={detail.value.updatedAt} />
        </>
      ) : (
        WORDS[state]
      )}
    </span>
  )
}
