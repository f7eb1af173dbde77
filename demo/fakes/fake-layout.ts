import { html } from 'hono/html'

type Markup = ReturnType<typeof html>

/** The document of a fake third party; `live` is drawn again by the page's script whenever it changes. */
export function fakeLayout(page: {
  readonly title: string
  readonly purpose: string
  readonly icon: string
  readonly live: Markup
}) {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${page.title}</title>
  <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(page.icon)}">
  <link rel="stylesheet" href="/fakes.css">
  <script type="module" src="/live.js"></script>
</head>
<body>
  <header class="top">
    <h1>${page.title}</h1>
    <p>${page.purpose}</p>
  </header>
  <main id="live" data-live="/live">${page.live}</main>
</body>
</html>`
}

/** A time of day in UTC, with the whole date on hover. */
export function timeOfDay(milliseconds: number) {
  const iso = new Date(milliseconds).toISOString()
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)}</time>`
}
