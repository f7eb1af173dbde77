import type { SiteConfig } from '#flows/api.ts'
import type { MountRequest, PageHost, Unmount } from './page-host.ts'
export function mount(request: MountRequest): Unmount {
  return () => {
    request.asked
  }
}
export function resend(config: SiteConfig, page: PageHost): void {
  page.consent
  config.api
}
