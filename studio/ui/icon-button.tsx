import { Icon, type IconName } from './icon.tsx'

interface IconButtonProps {
  /** What happens, for screen readers and on hover. */
  readonly label: string
  readonly icon: IconName
  readonly disabled?: boolean
  readonly onClick: () => void
}

/** A small button that is only a picture; the words are there for those who need them. */
export function IconButton({ label, icon, disabled, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      class="button"
      data-look="plain"
      data-size="small"
      data-icon
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span class="visually-hidden">{label}</span>
    </button>
  )
}
