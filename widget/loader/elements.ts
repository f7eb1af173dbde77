/**
 * Defines `<parley-form flow="…">` (stepped form) and `<parley-chat flow="…">` (conversation in the page): each is filled
 * once it is seen, and well before that once somebody moves about the page; again when it was moved.
 */
export function defineElements(fill: (element: Element) => void): void {
  for (const tag of 'form chat widget'.split(' '))
    customElements.define(
      `parley-${tag}`,
      class extends HTMLElement {
        connectedCallback() {
          let isDue = true
          const look = (rootMargin: string) =>
            new IntersectionObserver(
              ([entry]) => {
                // as: an observer never tells of nothing.
                if (isDue && (entry as IntersectionObserverEntry).isIntersecting) {
                  isDue = false
                  fill(this)
                }
              },
              { rootMargin },
            ).observe(this)
          look('0px')
          // Nothing is fetched for what nobody sees on a page that nobody touches.
          for (const sign of 'pointermove scroll'.split(' '))
            addEventListener(sign, () => look('999px'), { once: true })
        }
      },
    )
}
