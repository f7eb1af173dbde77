import type { FunctionComponent } from 'preact'
import type { DraftPart } from '#server/http/api-type.ts'
import type { Note } from './editor/findings.ts'
import { QuestionsRoom } from './questions/questions-room.tsx'

interface RoomInfo {
  readonly label: string
  readonly Room: FunctionComponent
  /** Part of the draft it edits: its findings mark the room. */
  readonly part?: DraftPart
}

/** The rooms of a flow, in the order of their tabs. */
export const ROOMS = {
  questions: { label: 'Questions', Room: QuestionsRoom, part: 'flow' },
} satisfies Record<string, RoomInfo>

export type RoomId = keyof typeof ROOMS

export function isRoom(id: string): id is RoomId {
  return Object.hasOwn(ROOMS, id)
}

export function roomMark(id: RoomId, notes: readonly Note[]): Note['severity'] | undefined {
  const { part }: RoomInfo = ROOMS[id]
  const own = notes.filter(note => note.part === part)
  return own.find(({ severity }) => severity === 'error')?.severity ?? own[0]?.severity
}
