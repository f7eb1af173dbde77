import type { EgressResponse } from '../delivery/egress.ts'
import { readRetryAfter } from '../delivery/retry-schedule.ts'
import type { Enricher, Looked } from './define-enricher.ts'
import { findingsOf } from './site-findings.ts'
import { readSitePage } from './site-page.ts'

/** `example.com` → `https://www.example.com/en`, say: enough, and no endless walk. */
const MOST_REDIRECTS = 3
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/

/** Reads the first page of the company's own site: one request a domain and month, nothing of the lead is sent. */
export const companySite: Enricher = {
  id: 'company-site',
  title: 'Company’s own website',
  description:
    'Opens the first page of the company’s site by the domain of the e-mail address, as a browser would, and notes what it says of itself: name, description, country, industry, staff, technologies. The site learns that your server asked, and nothing about the person. Private mailboxes are left out, and pages that ask not to be indexed are respected.',
  subjectOf: ({ domain, freeMail }) => (freeMail || !DOMAIN.test(domain) ? null : domain),
  async look(domain, { egress, now }) {
    let url = `https://${domain}/`
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await egress({ url, method: 'GET', headers: { accept: 'text/html' } })
      if (answer.status < 300 || answer.status >= 400) return read(url, answer, now())
      const next = URL.parse(answer.headers.location ?? '', url)
      if (!next || !isSameSite(next, domain)) return { ok: false, problem: 'leads_elsewhere', retry: false }
      url = next.href
    }
    return { ok: false, problem: 'too_many_redirects', retry: false }
  },
}

/** The company's own site only, over https: another one says nothing of this company. */
function isSameSite({ protocol, hostname }: URL, domain: string): boolean {
  return protocol === 'https:' && (hostname === domain || hostname.endsWith(`.${domain}`))
}

function read(url: string, { status, headers, body }: EgressResponse, now: number): Looked {
  if (status === 429 || status >= 500) {
    return { ok: false, problem: 'site_busy', retry: true, retryAfterMs: readRetryAfter(headers['retry-after'], now) }
  }
  if (status !== 200) return { ok: false, problem: 'no_page', retry: false }
  const type = headers['content-type'] ?? ''
  if (!/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type)) return { ok: false, problem: 'no_html', retry: false }
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1]?.toLowerCase()
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    return { ok: false, problem: 'unread_charset', retry: false }
  }
  const page = readSitePage(body)
  if (page.robots.some(word => word === 'noindex' || word === 'none')) {
    return { ok: false, problem: 'asked_not_to', retry: false }
  }
  return { ok: true, findings: findingsOf(url, page) }
}
