import { describe, expect, test } from 'vitest'
import { createSite, pages } from '#demo/site/create-site.ts'

const parleyOrigin = 'http://127.0.0.1:4100'
const site = () => createSite({ parleyOrigin, siteKey: 'pk_tallybarn' })
const tag = `<script async src="${parleyOrigin}/w/pk_tallybarn.js"></script>`

describe('the pages of the demo company', () => {
  test.each(pages.map(page => page.path))('%s answers with the tag a customer pastes, once', async path => {
    const response = await site().request(path)
    const markup = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8')
    expect(markup.split(tag)).toHaveLength(2)
  })

  test.each(pages.map(page => page.path))('%s has one h1 and neither inline script nor inline style', async path => {
    const markup = await (await site().request(path)).text()
    expect(markup.match(/<h1[\s>]/g)).toHaveLength(1)
    expect(markup).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(markup).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
  })

  test.each(pages.map(page => page.path))('every internal link of %s leads somewhere', async path => {
    const app = site()
    const markup = await (await app.request(path)).text()
    const links = new Set([...markup.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(match => match[1] ?? ''))
    const statuses = await Promise.all([...links].map(async link => [link, (await app.request(link)).status]))
    // What leads to Parley's own pages is on another origin.
    const found = (link: unknown, status: unknown) => status === (String(link).startsWith('/ask/') ? 302 : 200)
    expect(statuses.filter(([link, status]) => !found(link, status))).toEqual([])
  })

  test.each([
    ['/pricing', '<parley-form flow="pricing"></parley-form>'],
    ['/demo', '<parley-form flow="demo"></parley-form>'],
    ['/blog/cycle-count-checklist', '<parley-form flow="magnet"></parley-form>'],
    ['/customers/cold-store', '<parley-form flow="demo" shape="page"></parley-form>'],
    ['/lp/stock-count', '<parley-chat flow="landing"></parley-chat>'],
  ])('%s has the element %s', async (path, element) => {
    expect(await (await site().request(path)).text()).toContain(element)
  })

  test('the pricing page names the three plans and their prices', async () => {
    const markup = await (await site().request('/pricing')).text()
    for (const words of ['Starter', '$240', 'Team', '$690', 'Enterprise', 'From $24k', 'Up to 15 sites']) {
      expect(markup).toContain(words)
    }
  })

  test('an unknown address answers 404 with the way home', async () => {
    const response = await site().request('/nowhere')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('<a class="button" href="/">')
  })
})

describe('what a browser is allowed', () => {
  test('the policy opens scripts and requests to Parley alone', async () => {
    const response = await site().request('/pricing')
    expect(response.headers.get('content-security-policy')).toBe(
      [
        "default-src 'none'",
        `script-src 'self' ${parleyOrigin}`,
        `connect-src 'self' ${parleyOrigin}`,
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ].join('; '),
    )
  })

  test('a path or a trailing slash in the address of Parley is left out', async () => {
    const app = createSite({ parleyOrigin: 'http://127.0.0.1:4100/studio/', siteKey: 'pk_tallybarn' })
    expect(await (await app.request('/')).text()).toContain(tag)
  })

  test('a site key cannot break out of the tag', async () => {
    const app = createSite({ parleyOrigin, siteKey: '"><script>alert(1)</script>' })
    expect(await (await app.request('/')).text()).not.toContain('<script>alert')
  })
})

describe('downloads and assets', () => {
  test('the count sheet is a CSV to save, its first row the columns', async () => {
    const response = await site().request('/downloads/count-sheet.csv')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="count-sheet.csv"')
    expect(await response.text()).toMatch(/^location,item,book,/)
  })

  test('page and text file carry the same checklist', async () => {
    const app = site()
    const page = await (await app.request('/downloads/cycle-count-checklist.html')).text()
    const file = await (await app.request('/downloads/cycle-count-checklist.txt')).text()
    expect(page.match(/<li>/g)).toHaveLength(18)
    expect(file.match(/^\[ \] /gm)).toHaveLength(18)
    expect(Math.max(...file.split('\n').map(line => line.length))).toBeLessThanOrEqual(80)
  })

  test('a file that is not an asset is not served', async () => {
    const app = site()
    for (const name of ['nothing.css', 'constructor', '..%2Fcreate-site.ts']) {
      expect((await app.request(`/assets/${name}`)).status).toBe(404)
    }
  })
})
