import type { FunctionComponent } from 'preact'
import type { DraftPart } from '#server/http/api-type.ts'
import type { Note } from './editor/findings.ts'
import { JsonRoom } from './json/json-room.tsx'
import { PlacementRoom } from './placement/placement-room.tsx'
import { PointsRoom } from './points/points-room.tsx'
import { QuestionsRoom } from './questions/questions-room.tsx'
import { ReleasesRoom } from './releases/releases-room.tsx'
import { RoutingRoom } from './routing/routing-room.tsx'

interface RoomInfo {
  readonly label: string
  readonly Room: FunctionComponent
  /** Part of the draft it edits: its findings mark the room. */
  readonly part?: DraftPart
}

/** The rooms of a flow, in the order of their tabs. */
export const ROOMS = {
  questions: { label: 'Questions', Room: QuestionsRoom, part: 'flow' },
  points: { label: 'Points', Room: PointsRoom, part: 'model' },
  routing: { label: 'Routing', Room: RoutingRoom, part: 'routing' },
  placement: { label: 'Placement', Room: PlacementRoom, part: 'placement' },
  releases: { label: 'Releases', Room: ReleasesRoom },
  json: { label: 'JSON', Room: JsonRoom },
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
