import { html } from 'hono/html'
import type { Page } from '../page.ts'

export const notFound: Page = {
  path: '/404',
  title: 'Page not found',
  description: 'There is no page at this address.',
  render: () => html`
    <div class="wrap">
      <header class="page-head page-head--alone">
        <h1>Nothing at this location</h1>
        <p class="lead">Counted twice, by two people. The page may have moved.</p>
        <div class="actions"><a class="button" href="/">Go to the home page</a><a class="button button--quiet" href="/pricing">See prices</a></div>
      </header>
    </div>`,
}
