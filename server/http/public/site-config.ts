import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SiteConfig, SiteFlow } from '#flows/api.ts'
import { compilePlacement } from '#flows/compile-placement.ts'
import type { Experiment, PublicFlow } from '#flows/flow.ts'
import { localesOf, publicFlow } from '#flows/locale.ts'
import type { Config } from '../../config.ts'
import type { LiveFlow, LiveSite } from '../../publishing/live.ts'

/** Accessible name of a bubble whose flow does not name one. */
const LABEL = 'Chat with us'

/** Makes the configuration of sites as the loader needs it. Reads the built widget's manifest once. */
export function createSiteConfigs(config: Pick<Config, 'publicUrl' | 'widgetDirectory'>) {
  const { entry, teaser } = readWidgetUrls(config)
  return function siteConfigOf(site: LiveSite, country?: string): SiteConfig {
    const flows = site.flows.map(toSiteFlow)
    return {
      site: site.key,
      api: config.publicUrl,
      entry,
      ...(flows.some(({ spoken }) => spoken) && { teaser }),
      consent: site.consent,
      ...(country && { country }),
      ...(site.theme && { theme: site.theme }),
      flows,
    }
  }
}

function toSiteFlow({ id, releaseId, revision, placements, flow }: LiveFlow): SiteFlow {
  const [own, ...others] = localesOf(flow)
  const launcher = launcherOf(flow)
  const experiments = (flow.experiments ?? []).filter(patchesLauncher).map(withLauncherOnly)
  const spoken = Object.fromEntries(
    others
      .map(locale => [locale.slice(0, 2), launcherOf(publicFlow(flow, locale))])
      .filter(([to]) => to !== own?.slice(0, 2)),
  )
  return {
    flow: id,
    release: releaseId,
    revision,
    locales: localesOf(flow),
    placements: placements.map(compilePlacement),
    ...(placements.some(({ surface }) => surface === 'bubble') && {
      bubble: launcher,
      ...((others.length > 0 || experiments.length > 0) && { spoken }),
    }),
    experiments,
  }
}

function launcherOf({ launcher }: Pick<PublicFlow, 'launcher'>): NonNullable<SiteFlow['bubble']> {
  return { label: launcher?.label ?? LABEL, ...(launcher?.teaser && { teaser: launcher.teaser }) }
}

function patchesLauncher({ status, variants }: Experiment): boolean {
  return status === 'running' && variants.some(variant => Object.keys(variant.patch).some(isLauncher))
}

/** The rest of a patch comes with the flow, once somebody opens it. */
function withLauncherOnly(experiment: Experiment): Experiment {
  const variants = experiment.variants.map(variant => ({
    ...variant,
    patch: Object.fromEntries(Object.entries(variant.patch).filter(([key]) => isLauncher(key))),
  }))
  return { ...experiment, variants }
}

function isLauncher(key: string): boolean {
  return key.startsWith('launcher.')
}

/** Addresses of the built widget's modules. */
export function readWidgetUrls({ publicUrl, widgetDirectory }: Pick<Config, 'publicUrl' | 'widgetDirectory'>) {
  const path = join(widgetDirectory, 'manifest.json')
  // Without a built widget there is nothing to load; the API works all the same.
  const built = existsSync(path) ? readFileSync(path, 'utf8') : '{"entry":"assets/chat.js","teaser":"assets/teaser.js"}'
  const { entry, teaser } = JSON.parse(built) as { entry: string; teaser: string } // written by our own build
  return { entry: `${publicUrl}/${entry}`, teaser: `${publicUrl}/${teaser}` }
}
