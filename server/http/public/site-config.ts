import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SiteConfig, SiteFlow } from '#flows/api.ts'
import type { Experiment } from '#flows/flow.ts'
import { localesOf } from '#flows/locale.ts'
import type { Config } from '../../config.ts'
import type { LiveFlow, LiveSite } from '../../publishing/live.ts'

/** Accessible name of a bubble whose flow does not name one. */
const LABEL = 'Chat with us'

/** Makes the configuration of sites as the loader needs it. Reads the built widget's manifest once. */
export function createSiteConfigs(config: Pick<Config, 'publicUrl' | 'widgetDirectory'>) {
  const entry = `${config.publicUrl}/${readEntry(config.widgetDirectory)}`
  return function siteConfigOf(site: LiveSite): SiteConfig {
    return {
      site: site.key,
      api: config.publicUrl,
      entry,
      consent: site.consent,
      ...(site.theme && { theme: site.theme }),
      flows: site.flows.map(toSiteFlow),
    }
  }
}

function toSiteFlow({ id, releaseId, revision, placement, flow }: LiveFlow): SiteFlow {
  const { bubble } = placement
  const launcher = {
    label: flow.launcher?.label ?? LABEL,
    ...(flow.launcher?.teaser && { teaser: flow.launcher.teaser }),
  }
  return {
    flow: id,
    release: releaseId,
    revision,
    locales: localesOf(flow),
    ...(bubble ? { bubble: { ...(bubble.when ? { when: bubble.when } : {}), ...launcher } } : {}),
    experiments: (flow.experiments ?? []).filter(patchesLauncher).map(withLauncherOnly),
  }
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

function readEntry(directory: string): string {
  const path = join(directory, 'manifest.json')
  // Without a built widget there is nothing to load; the API works all the same.
  if (!existsSync(path)) return 'assets/chat.js'
  const { entry } = JSON.parse(readFileSync(path, 'utf8')) as { entry: string } // written by our own build
  return entry
}
