/** A web or mail address that a link may lead to; undefined for anything else (`javascript:`, `data:`, …). */
export function safeUrl(url: string | undefined): string | undefined {
  return url && URL.canParse(url) && /^(https?|mailto):$/.test(new URL(url).protocol) ? url : undefined
}
