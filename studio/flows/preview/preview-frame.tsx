import { useEffect, useRef, useState } from 'preact/hooks'
import { wearSiteTheme } from '../../settings/look/wear-site-theme.ts'
import { useEditor } from '../editor/editor-context.ts'
import type { PreviewSession } from './preview-session.ts'
import type { PreviewOptions } from './preview-talk.ts'

/** The preview follows what is typed, but not letter by letter. */
const FOLLOW_MS = 250

/** One run of the widget over the draft; edits are taken over while it runs. */
export function PreviewFrame({ options }: { readonly options: PreviewOptions }) {
  const { flow, routing } = useEditor().draft.value
  const host = useRef<HTMLDivElement>(null)
  const session = useRef<PreviewSession | null>(null)
  const latest = useRef({ flow, routing, options })
  latest.current = { flow, routing, options }
  const [broken, setBroken] = useState(false)

  const guarded = (act: () => void) => {
    try {
      act()
      setBroken(false)
    } catch {
      // A draft may be in pieces while it is edited; the checks say where.
      setBroken(true)
    }
  }
  useEffect(() => {
    let gone = false
    // The widget comes as a part of its own: the outline does not wait for it.
    import('./preview-session.ts').then(({ startPreview }) => {
      if (gone || !host.current) return
      const inside = host.current
      guarded(() => {
        session.current = startPreview(inside, latest.current)
        wearSiteTheme(inside)
      })
    })
    return () => {
      gone = true
      session.current?.stop()
    }
  }, [])
  useEffect(() => {
    const timer = setTimeout(() => {
      const { flow: now, routing: rules, options: wanted } = latest.current
      guarded(() => session.current?.update(now, rules, wanted))
    }, FOLLOW_MS)
    return () => clearTimeout(timer)
  }, [flow, routing, JSON.stringify(options)])
  return (
    <>
      {broken && (
        <p class="notice">The preview comes back when the flow can be played again. The notes say what is missing.</p>
      )}
      <div class="preview-frame" ref={host} hidden={broken} />
    </>
  )
}
