import './look.css'
import { useState } from 'preact/hooks'
import { defaultTheme } from '#flows/theme/presets.ts'
import type { Theme } from '#flows/theme/theme.ts'
import type { SiteTheme } from '#server/http/api-type.ts'
import { get, put, RequestFailed } from '../../api.ts'
import { may } from '../../me.ts'
import { tell } from '../../ui/toast.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { LookPreview } from './look-preview.tsx'
import { PresetCards } from './preset-cards.tsx'
import { ThemeForm } from './theme-form.tsx'

/** How the widget looks on the site: a look to begin with, what is changed of it, and the widget itself beside them. */
export function LookRoom() {
  const { data: site, error, reload, replace } = useLoad('theme', () => get<SiteTheme>('/site/theme'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!site) return null
  return <Look key={JSON.stringify(site)} saved={site.theme} onSaved={replace} />
}

interface LookProps {
  readonly saved: Theme | null
  readonly onSaved: (site: SiteTheme) => void
}

function Look({ saved, onSaved }: LookProps) {
  const [theme, setTheme] = useState(saved ?? defaultTheme)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const changed = JSON.stringify(theme) !== JSON.stringify(saved ?? defaultTheme)

  const save = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      const usual = JSON.stringify(theme) === JSON.stringify(defaultTheme)
      onSaved(await put<SiteTheme>('/site/theme', { theme: usual ? null : theme }))
      tell('Saved. Pages show it within a minute.')
    } catch (error) {
      setProblem(error instanceof RequestFailed ? (error.errors[0]?.message ?? error.message) : 'Try again.')
      setBusy(false)
    }
  }
  return (
    <div class="look">
      <form class="panel setting" onSubmit={save}>
        <fieldset class="plain" disabled={!may('manage_site') || busy}>
          <PresetCards theme={theme} pick={setTheme} />
          <ThemeForm theme={theme} change={change => setTheme({ ...theme, ...change })} />
          {problem && (
            <p class="notice" data-tone="bad" role="alert">
              {problem}
            </p>
          )}
          {may('manage_site') && (
            <div class="row">
              <button type="submit" class="button" data-look="main" disabled={!changed || busy}>
                Save look
              </button>
              {changed && (
                <button type="button" class="button" onClick={() => setTheme(saved ?? defaultTheme)}>
                  Back to what is live
                </button>
              )}
            </div>
          )}
        </fieldset>
      </form>
      <LookPreview theme={theme} />
    </div>
  )
}
