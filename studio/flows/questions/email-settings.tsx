import type { EmailField, Field } from '#flows/flow.ts'
import { ListField } from '../../ui/list-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { withOptional } from './with-optional.ts'

interface EmailSettingsProps {
  readonly field: EmailField
  readonly set: (field: Field) => void
}

/** Which addresses are taken. */
export function EmailSettings({ field, set }: EmailSettingsProps) {
  return (
    <div class="stack">
      <SelectField
        label="Private mailboxes (gmail.com and the like)"
        value={field.business}
        options={[
          { id: 'any', label: 'Are fine' },
          { id: 'prefer', label: 'Are asked about once' },
          { id: 'require', label: 'Are refused' },
        ]}
        onPick={business => set({ ...field, business: business as EmailField['business'] })}
      />
      <SelectField
        label="Throw-away mailboxes (mailinator.com and the like)"
        value={field.disposable ?? 'ask'}
        options={[
          { id: 'allow', label: 'Are fine' },
          { id: 'ask', label: 'Are asked about once' },
          { id: 'refuse', label: 'Are refused' },
        ]}
        onPick={disposable => set({ ...field, disposable: disposable as NonNullable<EmailField['disposable']> })}
      />
      <ListField
        label="Refused domains"
        hint="With commas between. What is below a domain is refused too."
        placeholder="none"
        values={field.block ?? []}
        onValues={domains => {
          const block = domains.map(domain => domain.toLowerCase().replace(/^@/, ''))
          set(withOptional(field, 'block', block.length > 0 ? block : null))
        }}
      />
    </div>
  )
}
