import type { LoaderHost } from '../page-host.ts'

const pressed = new WeakSet<Element>()

/**
 * `<parley-widget flow="…" surface="popup"><button>Talk to us</button></parley-widget>`: a press on what the element holds
 * opens the flow. Its attributes count as they are at that moment; `data-ready` says that a press will do something.
 */
export function waitForPress(_: LoaderHost, [element]: readonly unknown[]): void {
  if (!(element instanceof Element) || pressed.has(element)) return
  pressed.add(element)
  element.setAttribute('data-ready', '')
  element.addEventListener('click', () => {
    const { parley } = window as { parley?: (...command: unknown[]) => void }
    const read = (name: string) => element.getAttribute(name) ?? undefined
    parley?.('start', read('flow'), { surface: read('surface'), shape: read('shape') })
  })
}
