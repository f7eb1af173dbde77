import { useState } from 'preact/hooks'
import type {
  ConnectorInfo,
  CreateDestinationRequest,
  Destination,
  SaveDestinationRequest,
  SavedDestination,
} from '#server/http/api-type.ts'
import { post, put, RequestFailed } from '../../api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SecretOnce } from './secret-once.tsx'
import { SettingInput } from './setting-input.tsx'
import { fieldsOf, startOf } from './settings-form.ts'

interface DestinationDialogProps {
  readonly connector: ConnectorInfo
  /** The one to change; left out for a new one. */
  readonly destination?: Destination
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** Adds or changes a destination. A secret that Parley made is shown this one time. */
export function DestinationDialog({ connector, destination, onSaved, onClose }: DestinationDialogProps) {
  const fields = fieldsOf(connector.settings)
  const [name, setName] = useState(destination?.name ?? connector.title)
  const [settings, setSettings] = useState<Readonly<Record<string, unknown>>>(destination?.settings ?? startOf(fields))
  const [secret, setSecret] = useState('')
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<string | null>(null)

  const save = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblems({})
    try {
      const given = cleaned(settings)
      if (destination) {
        const { enabled } = destination
        const request: SaveDestinationRequest = {
          name: name.trim(),
          settings: given,
          enabled,
          ...(secret && { secret }),
        }
        await put<Destination>(`/destinations/${destination.id}`, request)
        onSaved()
        return onClose()
      }
      const request: CreateDestinationRequest = {
        connector: connector.id,
        name: name.trim(),
        settings: given,
        ...(secret && { secret }),
      }
      const saved = await post<SavedDestination>('/destinations', request)
      onSaved()
      if (saved.newSecret) setMade(saved.newSecret)
      else onClose()
    } catch (error) {
      setProblems(explain(error))
    } finally {
      setBusy(false)
    }
  }
  if (made !== null) return <SecretOnce label={connector.secret?.label ?? 'Secret'} secret={made} onClose={onClose} />
  return (
    <Dialog title={destination ? `Change ${destination.name}` : `Add ${connector.title}`} onClose={onClose}>
      <form class="stack" onSubmit={save}>
        <p class="quiet">{connector.description}</p>
        <TextField label="Name" required maxLength={100} value={name} error={problems.name} onText={setName} />
        {fields.map(field => (
          <SettingInput
            key={field.name}
            field={field}
            value={settings[field.name]}
            error={problems[field.name]}
            onChange={value => setSettings(before => ({ ...before, [field.name]: value }))}
          />
        ))}
        {connector.secret && (
          <TextField
            label={connector.secret.label}
            hint={secretHint(connector.secret, destination)}
            autocomplete="off"
            value={secret}
            error={problems.secret}
            onText={setSecret}
          />
        )}
        {problems.other && (
          <p class="notice" data-tone="bad" role="alert">
            {problems.other}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-look="main" disabled={busy}>
            {destination ? 'Save destination' : 'Add destination'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function secretHint({ generated }: NonNullable<ConnectorInfo['secret']>, destination: Destination | undefined): string {
  if (destination?.hasSecret) return 'Empty: the one that is stored stays, unless the address names another host.'
  return generated ? 'Empty: Parley makes one and shows it once.' : ''
}

/** Lists without blank lines, and without settings that were emptied. */
function cleaned(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(settings).map(([name, value]) => {
    return [name, Array.isArray(value) ? value.map(line => String(line).trim()).filter(Boolean) : value] as const
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function explain(error: unknown): Record<string, string> {
  if (!(error instanceof RequestFailed)) return { other: 'Something went wrong. Try again.' }
  const problems: Record<string, string> = {}
  for (const { pointer, message } of error.errors) {
    const [, first = '', second] = pointer.split('/')
    problems[(first === 'settings' ? second : first) || 'other'] ??= message
  }
  return Object.keys(problems).length > 0 ? problems : { other: error.message }
}
