import './flows.css'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { Rooms } from '../ui/rooms.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import type { Editor } from './editor/editor.ts'
import { EditorContext } from './editor/editor-context.ts'
import { openEditor } from './editor/open-editor.ts'
import { useUndoKeys } from './editor/undo-keys.ts'
import { FlowHead } from './flow-head.tsx'
import { useSlots } from './points/slot-facts.ts'
import { ConflictNotice } from './publish/conflict-notice.tsx'
import { PublishBar } from './publish/publish-bar.tsx'
import { isRoom, ROOMS, type RoomId, roomMark } from './rooms.ts'

/** One flow: its questions, points, routing, placement and releases, edited as one draft. */
export function FlowPage() {
  const { id = '', room = 'questions' } = useRoute().params
  const { data: editor, error, reload } = useLoad(id, () => openEditor(id))
  if (error) return <Trouble error={error} retry={reload} />
  if (!editor) return null
  return (
    <EditorContext.Provider value={editor}>
      <Flow editor={editor} room={isRoom(room) ? room : 'questions'} />
    </EditorContext.Provider>
  )
}

function Flow({ editor, room }: { readonly editor: Editor; readonly room: RoomId }) {
  const { flow } = editor.draft.value
  const base = `/studio/flows/${editor.id}`
  const address = (id: RoomId) => (id === 'questions' ? base : `${base}/${id}`)
  const { Room } = ROOMS[room]
  useUndoKeys(editor)
  useSlots()
  useEffect(() => {
    document.title = `${flow.name} · Parley`
  }, [flow.name])
  return (
    <div class="flow">
      <FlowHead />
      <Rooms
        label="Parts of the flow"
        here={address(room)}
        rooms={(Object.keys(ROOMS) as RoomId[]).map(id => ({
          href: address(id),
          label: ROOMS[id].label,
          mark: roomMark(id, editor.findings.value),
        }))}
      />
      {editor.saving.value === 'conflict' && <ConflictNotice />}
      <div class="flow-room">
        <Room />
      </div>
      <PublishBar />
    </div>
  )
}
