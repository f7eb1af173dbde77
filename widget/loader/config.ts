import type { SiteConfig } from '#flows/api.ts'

// A free name, so that no minifier copies it into several places; `build.ts` puts CONFIG_PLACEHOLDER there.
declare const PARLEY_CONFIG: SiteConfig

/** The site's configuration, baked into the script by the server. */
export const config = PARLEY_CONFIG
