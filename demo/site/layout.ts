import { html } from 'hono/html'
import { assetPath } from './assets.ts'
import { favicon, mark } from './mark.ts'
import type { Markup, Page } from './page.ts'

/** What every page needs to know about the Parley it embeds. */
export type Embed = { readonly parleyOrigin: string; readonly siteKey: string }

const links = [
  { path: '/pricing', text: 'Pricing' },
  { path: '/calculator', text: 'Calculator' },
  { path: '/customers/cold-store', text: 'Worked example' },
  { path: '/blog/cycle-count-checklist', text: 'Checklist' },
] as const

/** The whole document around a page's content, with the one tag that embeds Parley. */
export function layout(page: Page, content: Markup, embed: Embed) {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${page.path === '/' ? page.title : `${page.title} · Tallybarn`}</title>
  <meta name="description" content="${page.description}">
  <link rel="canonical" href="https://tallybarn.example${page.path}">
  <link rel="icon" href="${favicon}">
  <link rel="preload" as="font" type="font/woff2" href="/assets/geist.woff2" crossorigin>
  <link rel="stylesheet" href="${assetPath('site.css')}">
  ${page.script ? html`<script type="module" src="${assetPath(page.script)}"></script>` : ''}
  <script async src="${embed.parleyOrigin}/w/${embed.siteKey}.js"></script>
</head>
<body>
  <a class="skip" href="#content">Skip to the content</a>
  ${page.frame === 'landing' ? landingHeader() : header(page.path)}
  <main id="content">${content}</main>
  ${page.frame === 'landing' ? landingFooter() : footer()}
</body>
</html>`
}

function header(path: string) {
  return html`<header class="header">
    <div class="wrap header__row">
      ${brand()}
      <nav class="nav" aria-label="Main">${links.map(link => navLink(link, path))}</nav>
      <a class="button" href="/demo">Ask for a demo</a>
      <button class="button button--quiet menu-button" type="button" popovertarget="menu">Menu</button>
    </div>
    <nav class="menu" id="menu" popover aria-label="Menu">
      ${links.map(link => navLink(link, path))}
      <a class="button" href="/demo">Ask for a demo</a>
    </nav>
  </header>`
}

function landingHeader() {
  return html`<header class="header"><div class="wrap header__row">${brand()}</div></header>`
}

function brand() {
  return html`<a class="brand" href="/" aria-label="Tallybarn, home">${mark(28)}<span>Tallybarn</span></a>`
}

function navLink(link: (typeof links)[number], path: string) {
  return html`<a href="${link.path}" ${link.path === path ? html`aria-current="page"` : ''}>${link.text}</a>`
}

function footer() {
  return html`<footer class="footer">
    <div class="wrap">
      <div class="footer__row">
        <div class="stack">
          ${brand()}
          <p>Stock counting without closing the warehouse.</p>
        </div>
        <div>
          <h2>Product</h2>
          <ul>
            <li><a href="/pricing">Pricing</a></li>
            <li><a href="/calculator">Calculator</a></li>
            <li><a href="/demo">Ask for a demo</a></li>
          </ul>
        </div>
        <div>
          <h2>Counting</h2>
          <ul>
            <li><a href="/blog/cycle-count-checklist">Checklist</a></li>
            <li><a href="/customers/cold-store">Worked example</a></li>
            <li><a href="/downloads/count-sheet.csv" download>Count sheet (CSV)</a></li>
          </ul>
        </div>
        <div>
          <h2>Company</h2>
          <ul>
            <li><a href="/careers">Careers</a></li>
            <li><a href="/privacy">Privacy</a></li>
            <li><a href="mailto:hello@tallybarn.example">hello@tallybarn.example</a></li>
          </ul>
        </div>
      </div>
      <p class="footer__end">Tallybarn is an invented company: it exists to show Parley at work.</p>
    </div>
  </footer>`
}

function landingFooter() {
  return html`<footer class="footer">
    <div class="wrap"><p><a href="/privacy">Privacy</a> · Tallybarn is an invented company: it exists to show Parley at work.</p></div>
  </footer>`
}
