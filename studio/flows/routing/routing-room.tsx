import '../points/points.css'
import '../questions/questions.css'
import './routing.css'
import { useRouting } from '../editor/editor-context.ts'
import { PartNotes } from '../points/part-notes.tsx'
import { OwnerLoads } from './owner-loads.tsx'
import { PeopleTable } from './people-table.tsx'
import { RuleList } from './rule-list.tsx'
import { TeamList } from './team-list.tsx'

/** Who gets which lead. */
export function RoutingRoom() {
  const { readOnly } = useRouting()
  return (
    <div class="room-form">
      <PartNotes part="routing" prefix="" own />
      <RuleList />
      <fieldset class="room-form" disabled={readOnly}>
        <legend class="visually-hidden">People and teams</legend>
        <PeopleTable />
        <TeamList />
      </fieldset>
      <OwnerLoads />
    </div>
  )
}
