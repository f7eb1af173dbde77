import { useState } from 'preact/hooks'
import type { ChallengeSettings, SaveChallengeRequest } from '#server/http/api-type.ts'
import { get, put, RequestFailed } from '../../api.ts'
import { may } from '../../me.ts'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'

const MODES = [
  {
    id: 'off',
    label: 'Hold suspects back',
    hint: 'Who looks like a robot waits in the inbox until somebody lets them through.',
  },
  {
    id: 'suspects',
    label: 'Let suspects show that they are people',
    hint: 'With Cloudflare Turnstile. Nobody else meets it, and its script is not loaded for them.',
  },
  { id: 'always', label: 'Ask everybody', hint: 'Turnstile looks at each visitor who answers. Most never see it.' },
] as const

/** What is asked of visitors who look like robots. */
export function ChallengeSection() {
  const { data, error, reload, replace } = useLoad('challenge', () => get<ChallengeSettings>('/site/challenge'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return <ChallengeForm settings={data} onSaved={replace} />
}

interface ChallengeFormProps {
  readonly settings: ChallengeSettings
  readonly onSaved: (settings: ChallengeSettings) => void
}

function ChallengeForm({ settings, onSaved }: ChallengeFormProps) {
  const [mode, setMode] = useState(settings.mode)
  const [siteKey, setSiteKey] = useState(settings.siteKey)
  const [secret, setSecret] = useState('')
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const changed = mode !== settings.mode || siteKey !== settings.siteKey || secret !== ''

  const save = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblems({})
    try {
      const request: SaveChallengeRequest = { mode, siteKey: siteKey.trim(), ...(secret && { secret: secret.trim() }) }
      onSaved(await put<ChallengeSettings>('/site/challenge', request))
      setSecret('')
      tell('Saved. It counts from now on.')
    } catch (error) {
      const found = error instanceof RequestFailed ? error.errors : []
      setProblems(Object.fromEntries(found.map(({ pointer, message }) => [pointer.slice(1), message])))
      if (found.length === 0) setProblems({ siteKey: 'Something went wrong. Try again.' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form class="panel setting" onSubmit={save}>
      <h2>Robots</h2>
      <fieldset class="plain" disabled={!may('manage_site') || busy}>
        <fieldset class="stack" data-tight>
          <legend class="visually-hidden">What is asked of visitors</legend>
          {MODES.map(({ id, label, hint }) => (
            <label class="choice" key={id}>
              <input type="radio" name="challenge" checked={mode === id} onChange={() => setMode(id)} />
              <span>
                {label}
                <small>{hint}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {mode !== 'off' && (
          <>
            <TextField
              label="Site key"
              hint="From Turnstile in your Cloudflare account. Add the addresses of your site there."
              required
              maxLength={200}
              value={siteKey}
              error={problems.siteKey}
              onText={setSiteKey}
            />
            <TextField
              type="password"
              autocomplete="off"
              label="Secret key"
              hint={settings.hasSecret ? 'Kept. Type another one to replace it.' : 'It never leaves your server.'}
              maxLength={200}
              value={secret}
              error={problems.secret}
              onText={setSecret}
            />
            <p class="quiet">
              A content security policy must also allow <code>script-src</code> and <code>frame-src</code>{' '}
              <code>https://challenges.cloudflare.com</code>.
            </p>
          </>
        )}
        {may('manage_site') && (
          <div>
            <button type="submit" class="button" data-look="main" disabled={!changed || busy}>
              Save
            </button>
          </div>
        )}
      </fieldset>
    </form>
  )
}
