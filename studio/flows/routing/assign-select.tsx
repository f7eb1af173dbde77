import type { Assignment, Routing } from '#server/http/api-type.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { useRouting } from '../editor/editor-context.ts'

interface AssignSelectProps {
  readonly assign: Assignment | undefined
  readonly onPick: (assign: Assignment | undefined) => void
}

/** Who gets the lead: a person, a team in turns, or nobody. */
export function AssignSelect({ assign, onPick }: AssignSelectProps) {
  const { routing } = useRouting()
  const options = [
    { id: '', label: 'Nobody in particular' },
    ...routing.people.map(({ id, name }) => ({ id: `person ${id}`, label: name })),
    ...routing.teams.map(({ id, name }) => ({ id: `team ${id}`, label: `Team ${name}, in turns` })),
  ]
  const pick = (value: string) => {
    const [kind, id = ''] = value.split(' ')
    onPick(kind === 'person' ? { person: id } : kind === 'team' ? { team: id } : undefined)
  }
  return <SelectField label="Goes to" value={toValue(assign)} options={options} onPick={pick} />
}

/** The same in words, for a line. */
export function assignInWords({ people, teams }: Routing, assign: Assignment | undefined): string {
  if (!assign) return ''
  if ('person' in assign) return people.find(({ id }) => id === assign.person)?.name ?? assign.person
  return `team ${teams.find(({ id }) => id === assign.team)?.name ?? assign.team}`
}

function toValue(assign: Assignment | undefined): string {
  if (!assign) return ''
  return 'person' in assign ? `person ${assign.person}` : `team ${assign.team}`
}
