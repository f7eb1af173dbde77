import type { SiteSettings } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'

/** Installation, destinations and people. */
export function SettingsPage() {
  const { data, error, reload } = useLoad('site', () => get<SiteSettings>('/site'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return (
    <div class="page">
      <header class="page-head">
        <h1>Settings</h1>
      </header>
      <pre class="panel">{data.tag}</pre>
    </div>
  )
}
