import css from '../styles/booking.css?inline'

const dressed = new WeakSet<Node>()

/** Gives the shadow root of an element the styles of booking, once. */
export function adoptBookingStyles(element: Element | null): void {
  const root = element?.getRootNode()
  if (!(root instanceof ShadowRoot) || dressed.has(root)) return
  dressed.add(root)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
}
