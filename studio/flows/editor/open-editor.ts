import type { FlowDetail } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { createEditor, type Editor } from './editor.ts'

const open = new Map<string, Editor>()

/** The editor of a flow, opened once: edits and history stay while one walks through the studio. */
export async function openEditor(id: string): Promise<Editor> {
  const known = open.get(id)
  const detail = await get<FlowDetail>(`/flows/${encodeURIComponent(id)}`)
  // Without edits of its own, an editor must not hide what others did meanwhile.
  if (known && (known.saving.value !== 'saved' || known.detail.value.version === detail.version)) return known
  const editor = createEditor(detail)
  open.set(id, editor)
  return editor
}
