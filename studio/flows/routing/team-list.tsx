import { useState } from 'preact/hooks'
import type { Team } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { addTeam, changeTeam, removeTeam, setMember } from '../edit/edit-routing.ts'
import { useRouting } from '../editor/editor-context.ts'
import { PartNotes } from '../points/part-notes.tsx'

/** Groups that take leads in turns. */
export function TeamList() {
  const { routing, readOnly, editRouting } = useRouting()
  const [name, setName] = useState('')
  const add = (event: Event) => {
    event.preventDefault()
    editRouting(before => addTeam(before, name.trim()))
    setName('')
  }
  return (
    <section class="room-part-list">
      <header>
        <h2>Teams</h2>
        <p class="quiet">Leads go round in turns, in proportion to the weights.</p>
      </header>
      {routing.teams.length > 0 && (
        <div class="rule-grid">
          {routing.teams.map((team, index) => (
            <TeamForm key={team.id} team={team} index={index} />
          ))}
        </div>
      )}
      {!readOnly && (
        <form class="row add-person" onSubmit={add}>
          <input
            class="input"
            aria-label="Name of the new team"
            placeholder="Name of the team"
            required
            value={name}
            onInput={event => setName(event.currentTarget.value)}
          />
          <button type="submit" class="button">
            <Icon name="plus" />
            Add team
          </button>
        </form>
      )}
    </section>
  )
}

function TeamForm({ team, index }: { readonly team: Team; readonly index: number }) {
  const { routing, readOnly, editRouting, removeFrom } = useRouting()
  const total = team.members.reduce((sum, { weight }) => sum + weight, 0)
  const outside = routing.people.filter(({ id }) => !team.members.some(({ person }) => person === id))
  const nameOf = (id: string) => routing.people.find(person => person.id === id)?.name ?? id
  return (
    <article class="panel rule">
      <input
        class="input title-input"
        aria-label="Name of the team"
        value={team.name}
        onInput={event => {
          const name = event.currentTarget.value
          editRouting(before => changeTeam(before, team.id, { name }), `${team.id} name`)
        }}
      />
      <ul class="members">
        {team.members.map(({ person, weight }) => (
          <li key={person}>
            <span>
              {nameOf(person)}{' '}
              <small class="quiet number">{total > 0 ? `${Math.round((100 * weight) / total)} %` : ''}</small>
            </span>
            <NumberField
              quiet
              label={`Weight of ${nameOf(person)}`}
              min={0}
              max={1000}
              value={weight}
              onNumber={next =>
                next !== null && editRouting(before => setMember(before, team.id, person, next), `${team.id} ${person}`)
              }
            />
            {!readOnly && (
              <IconButton
                label={`Take ${nameOf(person)} out of ${team.name}`}
                icon="close"
                onClick={() => editRouting(before => setMember(before, team.id, person, null))}
              />
            )}
          </li>
        ))}
        {team.members.length === 0 && <li class="quiet">Nobody yet</li>}
      </ul>
      {!readOnly && outside.length > 0 && (
        <div class="row">
          {outside.map(({ id, name }) => (
            <button
              type="button"
              key={id}
              class="chip"
              onClick={() => editRouting(before => setMember(before, team.id, id, 100))}
            >
              <Icon name="plus" />
              {name}
            </button>
          ))}
        </div>
      )}
      <PartNotes part="routing" prefix={`/teams/${index}`} />
      {!readOnly && (
        <span class="rule-remove">
          <IconButton
            label={`Remove team ${team.name}`}
            icon="trash"
            onClick={() => removeFrom(before => removeTeam(before, team.id), `Team ${team.name} removed`)}
          />
        </span>
      )}
    </article>
  )
}
