import { useEffect, useRef, useState } from 'preact/hooks'
import type { Field, Option } from '#flows/flow.ts'
import { Icon } from '../../views/icon.tsx'
import type { RareProps } from './rare-props.ts'
import { search } from './search.ts'

type ListField = Extract<Field, { options: unknown }>

/**
 * Many options: a box that searches and a list below it (the combobox pattern of ARIA 1.2, the list part of the page so that nothing
 * cuts it off). In a chat the list stands open and one press answers.
 */
export function ListBox({
  id,
  field,
  value,
  invalid,
  labelledby,
  describedby,
  words,
  change,
  give,
}: RareProps<ListField>) {
  const several = field.kind === 'multi_choice'
  const picked: readonly unknown[] = Array.isArray(value) ? value : [value]
  const chosen = field.options.filter(option => picked.includes(option.id))
  const label = several ? '' : (chosen[0]?.label ?? '')
  const standing = give !== undefined
  const [open, setOpen] = useState(standing)
  const [query, setQuery] = useState<string>()
  const [active, setActive] = useState(-1)
  const list = useRef<HTMLDivElement>(null)
  const found = search(field.options, query ?? '')
  const at = found[active]

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' })
  }, [active])

  const show = () => {
    if (open) return
    setOpen(true)
    setActive(several ? -1 : field.options.findIndex(option => option.id === value))
  }
  const leave = () => {
    if (!standing) setOpen(false)
    setQuery(undefined)
    setActive(-1)
  }
  const pick = (option: Option) => {
    if (several) {
      const others = chosen.filter(one => one !== option).map(one => one.id)
      change(others.length === chosen.length ? [...others, option.id] : others)
      setQuery(undefined)
    } else {
      change(option.id)
      give?.(option.id)
      leave()
    }
  }
  const move = (event: KeyboardEvent) => {
    const last = found.length - 1
    const moves: Record<string, number> = {
      ArrowDown: Math.min(active + 1, last),
      ArrowUp: Math.max(active - 1, 0),
      PageDown: Math.min(active + 5, last),
      PageUp: Math.max(active - 5, 0),
    }
    const to = moves[event.key]
    if (to !== undefined) {
      event.preventDefault()
      show()
      if (open) setActive(to)
    } else if (event.key === 'Enter' && open && at) {
      event.preventDefault()
      pick(at)
    } else if (event.key === 'Escape' && (query !== undefined || (open && !standing))) {
      event.stopPropagation() // one press closes one thing
      leave()
    }
  }

  return (
    <div class="combo">
      {several && chosen.length > 0 && (
        <div class="chosen">
          {chosen.map(option => (
            <button type="button" class="chip" key={option.id} onClick={() => pick(option)}>
              {option.label}
              <Icon d="M7 7l10 10M17 7 7 17" />
            </button>
          ))}
        </div>
      )}
      <div class="box search">
        <input
          id={id}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && at ? `${id}-${at.id}` : undefined}
          aria-labelledby={labelledby}
          aria-describedby={describedby}
          aria-invalid={invalid}
          autocomplete="off"
          placeholder={words.search}
          value={query ?? label}
          onFocus={event => event.currentTarget.select()}
          onClick={show}
          onInput={event => {
            setOpen(true)
            setQuery(event.currentTarget.value)
            setActive(event.currentTarget.value ? 0 : -1)
          }}
          onKeyDown={move}
          onBlur={leave}
        />
        <Icon d="M8 10l4 4 4-4" />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-labelledby={labelledby}
        aria-label={labelledby ? undefined : words.search}
        aria-multiselectable={several}
        hidden={!open || found.length === 0}
        // The box keeps the focus; scrolling by its bar does not close the list.
        onMouseDown={event => event.preventDefault()}
      >
        {found.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys, as the combobox pattern has it
          // biome-ignore lint/a11y/useFocusableInteractive: options are never in focus, the box names the active one
          <div
            key={option.id}
            id={`${id}-${option.id}`}
            role="option"
            aria-selected={picked.includes(option.id)}
            data-active={index === active ? '' : undefined}
            onClick={() => pick(option)}
          >
            <bdi>{option.label}</bdi>
            {picked.includes(option.id) && <Icon d="M5 12l5 5 9-10" />}
          </div>
        ))}
      </div>
      <p role="status" class={open && found.length === 0 ? 'hint' : 'unseen'}>
        {open && query && (found.length === 0 ? words.noneFound : words.found.replace('{n}', String(found.length)))}
      </p>
    </div>
  )
}
