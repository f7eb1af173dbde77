/**
 * Defines `<parley-form flow="…">` (stepped form) and `<parley-chat flow="…">` (conversation in the page): each is filled
 * once it is near the viewport, and again when it was moved.
 */
export function defineElements(fill: (element: Element) => void): void {
  for (const tag of ['parley-form', 'parley-chat', 'parley-widget']) {
    customElements.define(
      tag,
      class extends HTMLElement {
        connectedCallback() {
          const look: IntersectionObserverCallback = ([entry], near) => {
            if (!entry?.isIntersecting) return
            near.disconnect()
            fill(this)
          }
          new IntersectionObserver(look, { rootMargin: '200px' }).observe(this)
        }
      },
    )
  }
}
