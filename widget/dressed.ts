import type { Surface } from '#flows/api.ts'
import css from './styles/dressed.css?inline'

export interface Dressing {
  readonly surface: Surface
  readonly shadow: ShadowRoot
  readonly root: HTMLElement
  /** A person asked for it just now. */
  readonly asked: boolean
  readonly close: (() => void) | undefined
}

/** What neither the corner nor a frame in the page needs: pop-up, slide-in, a page of its own, and no frame at all. Gives back how to end it. */
export function dress({ surface: placed, shadow, root, asked, close }: Dressing): () => void {
  // What follows a form of the page comes as a card from the edge.
  const surface = placed === 'form' ? 'slide_in' : placed
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
  if (!close) {
    root.classList.add('seamless', surface)
    return () => {}
  }
  if (shadow.host instanceof HTMLElement) shadow.host.dataset.surface = surface
  root.className = `parley over ${surface}`
  if (placed === 'form') root.classList.add('after-form')
  const ends = [closeOnEscape(close), keepAboveKeyboard(root)]
  if (root instanceof HTMLDialogElement) ends.push(openDialog(root, { asked, close }))
  return () => {
    for (const end of ends) end()
  }
}

/**
 * Asked for, a pop-up is modal: the focus stays in it until it closes, then goes back where it was. Unasked it stands over
 * the page without touching focus or page, and turns modal once somebody turns to it.
 */
function openDialog(dialog: HTMLDialogElement, { asked, close }: { readonly asked: boolean; close(): void }) {
  const turnModal = () => {
    if (dialog.matches(':modal')) return
    const active = (dialog.getRootNode() as ShadowRoot).activeElement // the panel's root is in its shadow
    dialog.open = false
    dialog.showModal()
    if (active instanceof HTMLElement) active.focus({ preventScroll: true })
  }
  const onPress = (event: Event) => {
    if (event.target === dialog && dialog.matches(':modal')) close()
    else turnModal()
  }
  // Escape has been heard already; what is left is a phone's way back.
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && event.preventDefault()
  const onCancel = (event: Event) => {
    event.preventDefault()
    close()
  }
  dialog.addEventListener('pointerdown', onPress)
  dialog.addEventListener('focusin', turnModal)
  dialog.addEventListener('keydown', onKey)
  dialog.addEventListener('cancel', onCancel)
  if (asked) dialog.showModal()
  else dialog.open = true
  return () => {
    dialog.removeEventListener('focusin', turnModal)
    dialog.close()
  }
}

/** Wherever the focus is: what nobody asked for must be easy to send away. */
function closeOnEscape(close: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

/** What stands at the bottom of a phone's screen goes up with its keyboard; see `--keyboard` in dressed.css. */
function keepAboveKeyboard(root: HTMLElement): () => void {
  const { visualViewport: seen } = window
  const fit = () => {
    const hidden = seen ? innerHeight - seen.height - seen.offsetTop : 0
    root.style.setProperty('--keyboard', `${Math.max(0, Math.round(hidden))}px`)
  }
  seen?.addEventListener('resize', fit)
  seen?.addEventListener('scroll', fit)
  return () => {
    seen?.removeEventListener('resize', fit)
    seen?.removeEventListener('scroll', fit)
  }
}
