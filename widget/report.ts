import type { ReportRequest, SiteConfig } from '#flows/api.ts'

/** Kinds told on this page. */
const told = new Set<string>()

/** Tells the server's log that something does not work here, once a page for each kind. Carries nothing of the visitor. */
export function report({ api, site }: SiteConfig, trouble: Omit<ReportRequest, 'site'>): void {
  if (told.has(trouble.problem)) return
  told.add(trouble.problem)
  try {
    navigator.sendBeacon(`${api}/v1/reports`, JSON.stringify({ site, ...trouble } satisfies ReportRequest))
  } catch {
    // Blocked: then nobody hears of it.
  }
}
