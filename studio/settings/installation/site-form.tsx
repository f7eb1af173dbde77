import { useState } from 'preact/hooks'
import type { SaveSiteRequest, SiteSettings } from '#server/http/api-type.ts'
import { put, RequestFailed } from '../../api.ts'
import { may } from '../../me.ts'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'

interface SiteFormProps {
  readonly site: SiteSettings
  readonly onSaved: (site: SiteSettings) => void
}

const CONSENTS = [
  {
    id: 'required',
    label: 'Ask first',
    hint: 'Page views are kept only after the page tells Parley that the visitor agreed.',
  },
  { id: 'not_required', label: 'Do not ask', hint: 'Where the law does not ask for consent.' },
] as const

/** Which sites may use the tag, and what counts without consent. Live at once. */
export function SiteForm({ site, onSaved }: SiteFormProps) {
  const [name, setName] = useState(site.name)
  const [origins, setOrigins] = useState(site.origins.join('\n'))
  const [consent, setConsent] = useState(site.consent)
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const list = origins.split('\n').flatMap(line => line.trim() || [])
  const changed = name !== site.name || consent !== site.consent || list.join() !== site.origins.join()

  const save = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblems({})
    try {
      const request: SaveSiteRequest = { name: name.trim(), origins: list, consent }
      const saved = await put<SiteSettings>('/site', request)
      setOrigins(saved.origins.join('\n'))
      setName(saved.name)
      onSaved(saved)
      tell('Saved. It counts from now on.')
    } catch (error) {
      setProblems(explain(error, list))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form class="panel setting" onSubmit={save}>
      <h2>Site</h2>
      <fieldset class="plain" disabled={!may('manage_site') || busy}>
        <TextField label="Name" required maxLength={100} value={name} onText={setName} error={problems.name} />
        <TextAreaField
          label="Addresses that may use the tag"
          hint="One a line, such as https://www.example.com, without a path. http:// works for localhost only."
          rows={3}
          value={origins}
          error={problems.origins}
          onText={setOrigins}
        />
        <fieldset class="stack" data-tight>
          <legend class="label">Consent</legend>
          {CONSENTS.map(({ id, label, hint }) => (
            <label class="choice" key={id}>
              <input type="radio" name="consent" checked={consent === id} onChange={() => setConsent(id)} />
              <span>
                {label}
                <small>{hint}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {problems.other && (
          <p class="notice" data-tone="bad" role="alert">
            {problems.other}
          </p>
        )}
        {may('manage_site') && (
          <div>
            <button type="submit" class="button" data-look="main" disabled={!changed || busy}>
              Save site
            </button>
          </div>
        )}
      </fieldset>
    </form>
  )
}

function explain(error: unknown, origins: readonly string[]): Record<string, string> {
  if (!(error instanceof RequestFailed)) return { other: 'Something went wrong. Try again.' }
  const problems: Record<string, string> = {}
  for (const { pointer, message } of error.errors) {
    const [, part = '', place] = pointer.split('/')
    const about = part === 'origins' && place !== undefined ? `${origins[Number(place)]}: ` : ''
    problems[part === 'origins' || part === 'name' ? part : 'other'] ??= `${about}${message}`
  }
  return Object.keys(problems).length > 0 ? problems : { other: error.message }
}
