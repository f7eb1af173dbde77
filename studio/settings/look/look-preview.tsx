import { useEffect, useRef, useState } from 'preact/hooks'
import type { Theme } from '#flows/theme/theme.ts'
import { themeChanges, themeCss } from '#flows/theme/theme-css.ts'

const PAGES = [
  { id: 'light', label: 'Light page' },
  { id: 'dark', label: 'Dark page' },
] as const

/** The widget itself in the theme as it is being set. What is typed there goes nowhere. */
export function LookPreview({ theme }: { readonly theme: Theme }) {
  const host = useRef<HTMLDivElement>(null)
  const sheet = useRef<CSSStyleSheet | null>(null)
  const [page, setPage] = useState<(typeof PAGES)[number]['id']>('light')
  const css = themeCss(themeChanges(theme))
  const latest = useRef(css)
  latest.current = css

  useEffect(() => {
    let end = () => {}
    let gone = false
    // The widget comes as a part of its own: the form does not wait for it.
    import('./start-look-preview.ts').then(({ startLookPreview }) => {
      if (gone || !host.current) return
      const started = startLookPreview(host.current)
      end = started.stop
      sheet.current = started.sheet
      started.sheet.replaceSync(latest.current)
    })
    return () => {
      gone = true
      end()
    }
  }, [])
  useEffect(() => sheet.current?.replaceSync(css), [css])
  return (
    <aside class="look-preview" aria-label="Preview">
      <fieldset class="row">
        <legend class="visually-hidden">Page around the preview</legend>
        {PAGES.map(({ id, label }) => (
          <button type="button" key={id} class="chip" aria-pressed={page === id} onClick={() => setPage(id)}>
            {label}
          </button>
        ))}
      </fieldset>
      <div class="look-stage" data-page={page} data-side={theme.side}>
        <div ref={host} />
      </div>
    </aside>
  )
}
