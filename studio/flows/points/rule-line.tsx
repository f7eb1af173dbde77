import './rule-lines.css'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { IconButton } from '../../ui/icon-button.tsx'
import { useModel } from '../editor/editor-context.ts'
import { Editable } from './editable.tsx'
import { PartNotes } from './part-notes.tsx'

interface RuleLineProps {
  /** Of the element; unique on the page. */
  readonly element: string
  readonly name: string
  /** In a sentence, what is set inside. */
  readonly about: string
  readonly open: boolean
  readonly onToggle: () => void
  /** What can be changed without opening: the points. */
  readonly worth?: ComponentChildren
  /** Where its findings stand in the model. */
  readonly pointer: string
  readonly onRemove: () => void
  /** Where the order counts. Undefined for a way it cannot go. */
  readonly moves?: { readonly up: (() => void) | undefined; readonly down: (() => void) | undefined }
  /** Its form, shown when open. */
  readonly children: ComponentChildren
}

/** A rule as a line that reads as a sentence and opens into its form. Findings stay in sight either way. */
export function RuleLine(props: RuleLineProps) {
  const { element, name, about, open, onToggle, worth, pointer, moves, children } = props
  const { readOnly } = useModel()
  const head = useRef<HTMLButtonElement>(null)
  const move = (go: (() => void) | undefined) => {
    if (!go) return
    go()
    // Moving its element takes the focus away from it.
    requestAnimationFrame(() => head.current?.focus())
  }
  const remove = () => {
    // Whoever goes through with the keyboard goes on at the neighbour.
    const line = head.current?.closest('.rule-line')
    const beside = line?.nextElementSibling ?? line?.previousElementSibling
    props.onRemove()
    beside?.querySelector<HTMLElement>('.rule-line-head')?.focus()
  }
  const onKey = (event: KeyboardEvent) => {
    if (readOnly || !moves || !event.altKey) return
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? moves.up : moves.down)
  }
  const close = (event: KeyboardEvent) => {
    // In an open list of choices it closes that one.
    if (event.key !== 'Escape' || event.target instanceof HTMLSelectElement) return
    onToggle()
    head.current?.focus()
  }
  return (
    <li class="rule-line" id={element} data-open={open ? '' : undefined}>
      <div class="rule-line-row">
        <button
          type="button"
          class="rule-line-head"
          ref={head}
          aria-expanded={open}
          aria-keyshortcuts={moves ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
          onClick={onToggle}
          onKeyDown={onKey}
        >
          <span class="rule-line-name">{name || 'Without a name'}</span>
          <span class="rule-line-about">{about}</span>
        </button>
        {worth && <Editable>{worth}</Editable>}
        {!readOnly && (
          <span class="rule-line-buttons">
            {moves && (
              <>
                <IconButton label={`Move “${name}” up`} icon="up" disabled={!moves.up} onClick={() => move(moves.up)} />
                <IconButton
                  label={`Move “${name}” down`}
                  icon="down"
                  disabled={!moves.down}
                  onClick={() => move(moves.down)}
                />
              </>
            )}
            <IconButton label={`Remove “${name}”`} icon="trash" onClick={remove} />
          </span>
        )}
      </div>
      <PartNotes part="model" prefix={pointer} />
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button above has opened.
        <div class="rule-line-form" onKeyDown={close}>
          <Editable>{children}</Editable>
        </div>
      )}
    </li>
  )
}
