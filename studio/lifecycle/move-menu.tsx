import './move.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { MoveNeeds, Stage } from '#server/http/api-type.ts'
import { Icon } from '../ui/icon.tsx'
import { doingOf } from './move-words.ts'

interface MoveMenuProps {
  readonly title: string
  readonly from: Stage
  readonly moves: Readonly<Partial<Record<Stage, MoveNeeds>>>
  /** Words on the button; without them it shows dots. */
  readonly label?: string
  readonly onMove: (to: Stage, needs: MoveNeeds) => void
}

/** Where a lead may go, for the keyboard and for thumbs. Arrows walk it, Escape closes it. */
export function MoveMenu({ title, from, moves, label, onMove }: MoveMenuProps) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const ways = Object.entries(moves) as [Stage, MoveNeeds][] // the table names stages only
  const items = () => [...(root.current?.querySelectorAll<HTMLButtonElement>('[role=menuitem]') ?? [])]

  useEffect(() => {
    if (!open) return
    items()[0]?.focus()
    const away = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    addEventListener('pointerdown', away)
    return () => removeEventListener('pointerdown', away)
  }, [open])

  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (event.key === 'Escape' && open) {
      event.stopPropagation()
      setOpen(false)
      button.current?.focus()
    }
    if (step === 0 || !open) return
    event.preventDefault()
    const all = items()
    const at = all.findIndex(item => item.matches(':focus'))
    all[(at + step + all.length) % all.length]?.focus()
  }
  if (ways.length === 0) return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only passes keys on to the menu inside.
    <div class="move-menu" ref={root} onKeyDown={onKey}>
      <button
        type="button"
        class="button"
        data-size={label ? undefined : 'small'}
        data-look={label ? undefined : 'plain'}
        data-icon={label ? undefined : ''}
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open}
        title={label ? undefined : 'Move'}
        onClick={() => setOpen(!open)}
      >
        {label ?? <Icon name="more" />}
        {label ? <Icon name="down" /> : <span class="visually-hidden">Move {title}</span>}
      </button>
      {open && (
        <div class="menu" role="menu" aria-label={`Move ${title}`}>
          {ways.map(([to, needs]) => (
            <button
              type="button"
              role="menuitem"
              key={to}
              onClick={() => {
                setOpen(false)
                onMove(to, needs)
              }}
            >
              {doingOf(from, to)}
              {(needs === 'reason' || needs === 'note') && '…'}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
