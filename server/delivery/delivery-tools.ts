import type { Deps } from '../deps.ts'
import { createVerdictLinks } from '../lifecycle/verdict-links.ts'
import type { DeliverDeps } from './deliver.ts'
import { createMail } from './mail.ts'
import { createSealer } from './seal.ts'
import { mailOf } from './workspace-mail.ts'

/** What attempts need, made from what the server has. */
export function createDeliverDeps(
  deps: Pick<Deps, 'config' | 'store' | 'log' | 'egress' | 'now' | 'randomBytes'>,
): DeliverDeps {
  const { config, store, log, egress, now, randomBytes } = deps
  const { smtpUrl, mailFrom, publicUrl } = config
  const mail = smtpUrl ? createMail({ smtpUrl, from: mailFrom }) : null
  return {
    store,
    log,
    sealer: createSealer({ secret: config.secret, randomBytes }),
    tools: { egress, now, publicUrl, mail },
    mailOf: workspaceId => mail && mailOf({ store }, mail, workspaceId),
    verdictLinks: createVerdictLinks(config),
    random: () => new DataView(Uint8Array.from(randomBytes(4)).buffer).getUint32(0) / 2 ** 32,
  }
}
