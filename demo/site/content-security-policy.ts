/**
 * What a page that embeds Parley has to allow: Parley's origin for scripts and for requests, nothing else.
 * Stylesheets stay at `'self'`: the widget styles its shadow root through constructed sheets, which need no permission.
 */
export function contentSecurityPolicy(parleyOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${parleyOrigin}`,
    `connect-src 'self' ${parleyOrigin}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
}
