import { useRef, useState } from 'preact/hooks'
import type { NameField } from '#flows/flow.ts'
import { useFocusWhenAsked } from './focus-when-asked.ts'
import type { RareProps } from './rare-props.ts'

/** Given and family name, each in a box that the browser can fill. */
export function NameBoxes({ id, value, invalid, describedby, words, labelledby, change, field }: RareProps<NameField>) {
  const given = Array.isArray(value) ? value : []
  const [names, setNames] = useState<readonly [string, string]>([given[0] ?? '', given[1] ?? ''])
  const first = useRef<HTMLInputElement>(null)
  useFocusWhenAsked(first)
  const set = (next: readonly [string, string]) => {
    setNames(next)
    change(next.some(name => name.trim()) ? next : '')
  }
  const common = { class: 'box', 'aria-invalid': invalid, 'aria-describedby': describedby, maxLength: 100 }
  return (
    <fieldset class="pair" aria-labelledby={labelledby}>
      <label>
        <span>{words.given}</span>
        <input
          {...common}
          ref={first}
          id={id}
          autocomplete="given-name"
          value={names[0]}
          onInput={event => set([event.currentTarget.value, names[1]])}
        />
      </label>
      <label>
        <span>
          {words.family}
          {field.single && ` (${words.optional})`}
        </span>
        <input
          {...common}
          autocomplete="family-name"
          value={names[1]}
          onInput={event => set([names[0], event.currentTarget.value])}
        />
      </label>
    </fieldset>
  )
}
