import { useEffect, useState } from 'preact/hooks'
import type { FactInfo } from './fact-catalog.ts'

interface ListInputProps {
  readonly values: readonly unknown[]
  readonly options: FactInfo['options']
  readonly onChange: (values: readonly unknown[]) => void
}

/** So many options can be read at a glance; of more only those that are picked stand as chips. */
const AT_A_GLANCE = 20

/** Several values: chips where they are known, else words with commas between. One always stays. */
export function ListInput({ values, options, onChange }: ListInputProps) {
  const [text, setText] = useState(() => values.join(', '))
  const given = values.join(', ')
  useEffect(() => setText(before => (wordsOf(before).join(', ') === given ? before : given)), [given])
  if (!options) {
    return (
      <input
        class="input"
        data-size="small"
        aria-label="What it is compared with, with commas between"
        value={text}
        onInput={event => {
          setText(event.currentTarget.value)
          const words = wordsOf(event.currentTarget.value)
          if (words.length > 0) onChange(words)
        }}
      />
    )
  }
  const toggle = (id: string) => {
    const next = values.includes(id) ? values.filter(value => value !== id) : [...values, id]
    if (next.length > 0) onChange(next)
  }
  const unknown = values.filter(value => !options.some(({ id }) => id === value)).map(String)
  const isLong = options.length > AT_A_GLANCE
  const shown = isLong ? options.filter(({ id }) => values.includes(id)) : options
  return (
    <fieldset class="row">
      <legend class="visually-hidden">What it is compared with</legend>
      {[...shown, ...unknown.map(id => ({ id, label: `${id} (not there)` }))].map(({ id, label }) => (
        <button type="button" key={id} class="chip" aria-pressed={values.includes(id)} onClick={() => toggle(id)}>
          {label}
        </button>
      ))}
      {isLong && <Adder options={options.filter(({ id }) => !values.includes(id))} onAdd={toggle} />}
    </fieldset>
  )
}

interface AdderProps {
  readonly options: NonNullable<FactInfo['options']>
  readonly onAdd: (id: string) => void
}

/** One more of a long list. A closed list changes with each arrow key and letter: only the button adds. */
function Adder({ options, onAdd }: AdderProps) {
  const [picked, setPicked] = useState('')
  return (
    <span class="list-adder">
      <select
        class="input"
        data-size="small"
        aria-label="Add one to the list"
        value={picked}
        onChange={event => setPicked(event.currentTarget.value)}
      >
        <option value="">Choose…</option>
        {options.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="button"
        data-size="small"
        disabled={picked === ''}
        onClick={() => {
          onAdd(picked)
          setPicked('')
        }}
      >
        Add
      </button>
    </span>
  )
}

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(Boolean)
}
