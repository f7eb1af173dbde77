import { page, resume, track, viewPage } from './page.ts'
import { quietly } from './quietly.ts'

/** Calls back whenever something may be due: twice a second, and at once for what happens in a moment. Gives what stops it. */
export function watch(onMoment: () => void): () => void {
  const EVENTS = 'pointermove keydown scroll click mouseout visibilitychange pagehide pageshow'
  const look = () => {
    if (location.pathname !== page.path) {
      leave()
      viewPage()
    } else if (!document.hidden) {
      page.delay += 0.5
      page.idle += 0.5
      const way = document.documentElement.scrollHeight - innerHeight
      page.scroll = Math.max(page.scroll, (scrollY / way) * 100 || 0)
    }
    // Run from the head, the script can be ahead of the body: the next look finds it.
    if (document.body) quietly(onMoment)
  }
  const heed = ({ type, target, relatedTarget, clientY, persisted }: MouseEvent & PageTransitionEvent) =>
    quietly(() => {
      page.idle = 0
      if (type === 'click') {
        page.click = target as Element // clicks come from elements
        const link = page.click.closest('a')
        // A link in an SVG has none.
        const file = link?.pathname
        // Which of these are files is asked before they are told (file-links.ts): their names would not fit in here.
        if (file && (link.matches('[download]') || file.match(/\.\w+$/))) track({ type: 'downloaded', file })
        onMoment()
        page.click = null
      }
      if (type === 'mouseout' && !relatedTarget && clientY < 1) {
        page.exit = 1
        onMoment()
      }
      if (document.hidden || type === 'pagehide') leave()
      if (type === 'pageshow' && persisted) {
        resume()
        page.path = ''
        look()
      }
    })
  for (const type of EVENTS.split(' ')) addEventListener(type, heed as (event: Event) => void) // what an event lacks is undefined
  // A look twice a second costs less than wrapping the page's history object, and sees every way there is to go on.
  const looking = setInterval(look, 500)
  look()
  return () => {
    clearInterval(looking)
    page.consent = 'unset'
  }
}

function leave(): void {
  const { delay, told, view, scroll } = page
  const seconds = (delay - told) | 0
  if (!seconds) return
  page.told += seconds
  track({ type: 'page_left', view, seconds, scrolled: scroll | 0 })
}
