/** A host page that makes life hard for a widget. */
export interface AwkwardPage {
  readonly name: string
  /** What stands in its head, after the tag. */
  readonly head?: string
  /** Runs before the tag. */
  readonly first?: string
  readonly body?: string
  readonly html?: string
  /** Content security policy; `PARLEY` and `SITE` stand for the origins. */
  readonly policy?: string
}

const STORY = `<main><h1>Prices</h1>${'<p>Three plans, one promise: your count is right on Monday.</p>'.repeat(60)}</main>`

export const awkwardPages: readonly AwkwardPage[] = [
  {
    name: 'a strict policy with Trusted Types',
    policy:
      "default-src 'none'; script-src PARLEY; connect-src PARLEY; style-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  },
  { name: 'a root font of 62.5 %', head: '<style>html { font-size: 62.5% }</style>' },
  {
    name: 'a reset of everything',
    head: '<style>* { all: unset } *, *::before, *::after { margin: 0 !important; padding: 0 !important; border: 0 !important; font-size: 30px !important; line-height: 3 !important; box-sizing: content-box !important; float: left !important }</style>',
  },
  {
    name: 'a preflight that styles every button, input and dialog',
    head: '<style>*,::before,::after{box-sizing:border-box;border:0 solid}button,input{font:inherit;background:transparent;border-radius:0;opacity:.2}button{display:none}dialog{margin:0;position:static}[hidden]{display:block!important}div{display:contents}h2{font-size:inherit;font-weight:inherit}svg{display:block}</style>',
  },
  { name: 'a page from right to left', html: '<html lang="ar" dir="rtl">' },
  {
    name: 'a dialog in the top layer that was closed again',
    body: '<dialog id="d"><button id="ok">OK</button></dialog><script>d.showModal(); d.close()</script>',
  },
  { name: 'a locked body', head: '<style>html, body { position: fixed; inset: 0; overflow: hidden }</style>' },
  {
    name: 'a header above everything',
    head: '<style>header { position: fixed; inset: 0 0 auto; height: 80px; z-index: 2147483646; background: #fff }</style>',
    body: '<header>Tallybarn</header>',
  },
  {
    name: 'document.write around the tag',
    first: 'document.write("<style>body { color: #333 }</style>")',
    body: '<script>document.write("<p>Written</p>")</script>',
  },
  {
    name: 'frozen prototypes',
    first:
      '[Object, Array, Function, String, Promise, Map, Set, EventTarget, Node, Element, HTMLElement].forEach(one => { Object.freeze(one.prototype); Object.freeze(one) })',
  },
  {
    name: 'libraries that patched the built-ins',
    first:
      'Array.prototype.last = function () { return this[this.length - 1] }; Object.defineProperty(Object.prototype, "extend", { value() {} }); String.prototype.trim = function () { return String(this) }; Element.prototype.remove = function () { this.parentNode?.removeChild(this) }',
  },
  {
    name: 'libraries that put properties on every object, to be found by for…in',
    first:
      'Object.prototype.extend = function () { return this }; Object.prototype.version = "1.6"; Array.prototype.each = function () {}; String.prototype.strip = function () {}',
  },
  {
    name: 'another script that took the name of the global',
    first: 'window.parley = { mine: true }; window.customElements.define("parley-other", class extends HTMLElement {})',
  },
]

/** The page as HTML, with the tag a customer would paste. */
export function toHtml(page: AwkwardPage, tag: string): string {
  const first = page.first ? `<script>${page.first}</script>` : ''
  const head = `<meta charset="utf-8"><title>Prices</title><meta name="viewport" content="width=device-width">${first}${tag}${page.head ?? ''}`
  return `<!doctype html>${page.html ?? '<html lang="en">'}<head>${head}</head><body>${page.body ?? ''}${STORY}</body></html>`
}
