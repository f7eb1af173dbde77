import { useState } from 'preact/hooks'
import type { Person } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { addPerson, changePerson, removePerson } from '../edit/edit-routing.ts'
import { useRouting } from '../editor/editor-context.ts'
import { PartNotes } from '../points/part-notes.tsx'

const COLUMNS = [
  { key: 'name', label: 'Name', mode: 'text' },
  { key: 'title', label: 'Title', mode: 'text' },
  { key: 'email', label: 'E-mail', mode: 'email' },
  { key: 'bookingUrl', label: 'Booking link', mode: 'url' },
] as const

/** The people leads can go to. */
export function PeopleTable() {
  const { routing, readOnly } = useRouting()
  return (
    <section class="room-part-list">
      <header>
        <h2>People</h2>
        <p class="quiet">A booking link lets hot visitors choose a time before they leave.</p>
      </header>
      <div class="panel table-wrap">
        <table class="data-table people">
          <thead>
            <tr>
              {COLUMNS.map(({ key, label }) => (
                <th scope="col" key={key}>
                  {label}
                </th>
              ))}
              <th scope="col">Languages</th>
              <th>
                <span class="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {routing.people.map((person, index) => (
              <PersonRow key={person.id} person={person} index={index} />
            ))}
          </tbody>
        </table>
      </div>
      {!readOnly && <AddPerson />}
    </section>
  )
}

function PersonRow({ person, index }: { readonly person: Person; readonly index: number }) {
  const { readOnly, editRouting, removeFrom } = useRouting()
  const set = (change: Parameters<typeof changePerson>[2], key: string) =>
    editRouting(before => changePerson(before, person.id, change), `${person.id} ${key}`)
  return (
    <>
      <tr>
        {COLUMNS.map(({ key, label, mode }) => (
          <td key={key}>
            <input
              class="input"
              data-size="small"
              inputMode={mode}
              aria-label={`${label} of ${person.name}`}
              value={person[key] ?? ''}
              onInput={event => {
                const text = event.currentTarget.value
                set({ [key]: text || (key === 'name' || key === 'email' ? '' : undefined) }, key)
              }}
            />
          </td>
        ))}
        <td>
          <input
            class="input"
            data-size="small"
            aria-label={`Languages of ${person.name}, with commas between`}
            placeholder="en, de"
            value={person.languages?.join(', ') ?? ''}
            onChange={event => {
              const languages = event.currentTarget.value.split(',').flatMap(code => code.trim() || [])
              set({ languages: languages.length > 0 ? languages : undefined }, 'languages')
            }}
          />
        </td>
        <td>
          {!readOnly && (
            <IconButton
              label={`Remove ${person.name}`}
              icon="trash"
              onClick={() => removeFrom(before => removePerson(before, person.id), `${person.name} removed`)}
            />
          )}
        </td>
      </tr>
      <NotesRow index={index} />
    </>
  )
}

function NotesRow({ index }: { readonly index: number }) {
  return (
    <tr class="notes-row">
      <td colSpan={COLUMNS.length + 2}>
        <PartNotes part="routing" prefix={`/people/${index}`} />
      </td>
    </tr>
  )
}

function AddPerson() {
  const { editRouting } = useRouting()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const add = (event: Event) => {
    event.preventDefault()
    editRouting(before => addPerson(before, { name: name.trim(), email: email.trim() }))
    setName('')
    setEmail('')
  }
  return (
    <form class="row add-person" onSubmit={add}>
      <input
        class="input"
        aria-label="Name of the new person"
        placeholder="Name"
        required
        value={name}
        onInput={event => setName(event.currentTarget.value)}
      />
      <input
        class="input"
        type="email"
        aria-label="E-mail of the new person"
        placeholder="E-mail"
        required
        value={email}
        onInput={event => setEmail(event.currentTarget.value)}
      />
      <button type="submit" class="button">
        <Icon name="plus" />
        Add person
      </button>
    </form>
  )
}
