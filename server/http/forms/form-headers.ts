import type { Config } from '../../config.ts'
import type { LiveSite } from '../../publishing/live.ts'

/**
 * Headers of a form's page. It may stand in frames of its site only; scripts, styles and requests are our own. `leadsTo`:
 * where sending the form may lead in the end, since browsers hold redirects to `form-action` too.
 */
export function formHeaders(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  { origins }: Pick<LiveSite, 'origins'>,
  leadsTo?: string,
): Record<string, string> {
  const own = `'self' ${publicUrl}`
  const target = leadsTo && URL.canParse(leadsTo) ? ` ${new URL(leadsTo).origin}` : ''
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `script-src ${own}`,
      `style-src ${own}`,
      `connect-src ${own}`,
      `img-src ${own} https: data:`,
      `font-src ${own}`,
      'frame-src https:',
      `form-action ${own}${target}`,
      "base-uri 'none'",
      `frame-ancestors 'self' ${origins.join(' ')}`,
    ].join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Language',
  }
}
