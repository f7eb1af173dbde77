import type { ComponentChildren } from 'preact'
import { Icon } from '../../ui/icon.tsx'

interface FoldedItemProps {
  readonly title: string
  /** The rest of it in one line. */
  readonly words: string
  readonly isOpen: boolean
  readonly onToggle: () => void
  /** Left out where it may not be removed. */
  readonly remove?: { readonly label: string; readonly onRemove: () => void } | undefined
  readonly children: ComponentChildren
}

/** One line of a list that opens in its place: what it is while it is closed, and its form below while it is open. */
export function FoldedItem({ title, words, isOpen, onToggle, remove, children }: FoldedItemProps) {
  return (
    <li data-open={isOpen ? '' : undefined}>
      <button type="button" class="folded-head" aria-expanded={isOpen} onClick={onToggle}>
        <span>{title}</span>
        <small>{words}</small>
      </button>
      {isOpen && (
        <div class="folded-form">
          {children}
          {remove && (
            <div>
              <button type="button" class="button" data-look="plain" data-size="small" onClick={remove.onRemove}>
                <Icon name="trash" />
                {remove.label}
              </button>
            </div>
          )}
        </div>
      )}
    </li>
  )
}
