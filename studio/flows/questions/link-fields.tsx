import type { Link } from '#flows/flow.ts'
import { TextField } from '../../ui/text-field.tsx'

interface LinkFieldsProps {
  readonly label: string
  readonly link: Link | undefined
  readonly onLink: (link: Link | undefined) => void
}

/** A link with its words, or a way to add one. */
export function LinkFields({ label, link, onLink }: LinkFieldsProps) {
  if (!link) {
    return (
      <div>
        <button
          type="button"
          class="button"
          data-look="plain"
          data-size="small"
          onClick={() => onLink({ label: 'Read more', url: 'https://' })}
        >
          Add a {label.toLowerCase()}
        </button>
      </div>
    )
  }
  return (
    <div class="pair">
      <TextField label={label} value={link.label} onText={text => onLink({ ...link, label: text })} />
      <TextField
        label="Leads to"
        hint="A full https:// or mailto: address."
        value={link.url}
        onText={url => onLink({ ...link, url })}
      />
      <button type="button" class="button" data-look="plain" data-size="small" onClick={() => onLink(undefined)}>
        Remove the {label.toLowerCase()}
      </button>
    </div>
  )
}
