import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Flow } from '#flows/flow.ts'
import type { Routing, ScoreModel } from '#server/http/api-type.ts'
import { may } from '../../me.ts'
import { tell } from '../../ui/toast.tsx'
import type { Edited } from '../edit/edit-steps.ts'
import type { Editor } from './editor.ts'

export const EditorContext = createContext<Editor | null>(null)

/** The editor of the flow on this page. Only for components inside a flow's page. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (!editor) throw new Error('There is no flow being edited here.')
  return editor
}

export interface FlowEditing {
  readonly flow: Flow
  readonly readOnly: boolean
  readonly editFlow: (change: (flow: Flow) => Flow, key?: string) => void
  /** An edit that may have to change more than it says: tells what, with a way back. */
  readonly editWide: (change: (flow: Flow) => Edited, done: string | null) => void
}

export function useFlow(): FlowEditing {
  const editor = useEditor()
  const { flow } = editor.draft.value
  const editFlow: FlowEditing['editFlow'] = (change, key) =>
    editor.edit(draft => ({ ...draft, flow: change(draft.flow) }), key)
  return {
    flow,
    editFlow,
    readOnly: !may('edit_flows'),
    editWide(change, done) {
      const { flow: next, notes } = change(editor.draft.value.flow)
      editFlow(() => next)
      const said = [...(done ? [done] : []), ...notes]
      if (said.length > 0) tell(said.join('. '), editor.undo)
    },
  }
}

export function useModel() {
  const editor = useEditor()
  return {
    model: editor.draft.value.model,
    flow: editor.draft.value.flow,
    readOnly: !may('edit_flows'),
    editModel: (change: (model: ScoreModel) => ScoreModel, key?: string) =>
      editor.edit(draft => ({ ...draft, model: change(draft.model) }), key),
  }
}

export function useRouting() {
  const editor = useEditor()
  return {
    routing: editor.draft.value.routing,
    flow: editor.draft.value.flow,
    model: editor.draft.value.model,
    readOnly: !may('edit_flows'),
    editRouting: (change: (routing: Routing) => Routing, key?: string) =>
      editor.edit(draft => ({ ...draft, routing: change(draft.routing) }), key),
    /** Tells what else changed, with a way back. */
    removeFrom(
      change: (routing: Routing) => { readonly routing: Routing; readonly notes: readonly string[] },
      done: string,
    ) {
      const { routing, notes } = change(editor.draft.value.routing)
      editor.edit(draft => ({ ...draft, routing }))
      tell([done, ...notes].join('. '), editor.undo)
    },
  }
}
