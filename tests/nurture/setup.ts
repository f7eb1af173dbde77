import { onTestFinished } from 'vitest'
import type { Repeated } from '#server/background/repeat.ts'
import type { Config } from '#server/config.ts'
import type { Action, AutomationSpec, Trigger } from '#server/nurture/automation-spec.ts'
import { type Automation, createAutomation } from '#server/nurture/automations.ts'
import type { MailTemplate } from '#server/nurture/mail-template.ts'
import { createTemplate } from '#server/nurture/templates.ts'
import { forgetWatch } from '#server/nurture/watch.ts'
import { startNurture } from '#server/nurture/worker.ts'
import type { Store } from '#server/store/open-store.ts'
import { createTestApp, type TestApp, type TestAppOptions } from '#tests/support/app.ts'

export interface NurtureApp extends TestApp {
  readonly worker: Repeated
}

/** The test app with a worker that acts only when it is told to. Its day is a Monday, ten o'clock in Berlin. */
export async function createNurtureApp(
  store: Store,
  { config = {}, ...options }: TestAppOptions & { readonly config?: Partial<Config> } = {},
): Promise<NurtureApp> {
  const app = await createTestApp(store, { ...options, config })
  app.clock.pass(24 * 3_600_000)
  // Test apps name their workspaces alike, and a process remembers for a moment who has automations.
  forgetWatch(app.workspaceId)
  const worker = startNurture(app.deps, { poll: 2 ** 30 })
  onTestFinished(() => worker.stop())
  return { ...app, worker }
}

export const LETTER: MailTemplate = {
  name: 'Case study',
  purpose: 'marketing',
  locale: 'en',
  texts: {
    en: {
      subject: 'A case study for {{company.name|your company}}',
      body: 'Hi {{contact.first_name|there}},\n\nhere it is.',
    },
  },
}

export async function addTemplate(app: TestApp, change: Partial<MailTemplate> = {}): Promise<string> {
  const template = { ...LETTER, ...change }
  return await app.deps.store.write(trx => createTemplate(trx, app.deps, { workspaceId: app.workspaceId, template }))
}

/** An automation that is on. */
export async function addAutomation(
  app: TestApp,
  when: Trigger,
  actions: readonly Action[],
  change: Partial<AutomationSpec> & Partial<Pick<Automation, 'name' | 'enabled'>> = {},
): Promise<string> {
  const { name = 'Test', enabled = true, ...more } = change
  const spec: AutomationSpec = { when, actions, againAfterDays: null, ...more }
  return await createAutomation(app.deps, app.workspaceId, { name, enabled, spec })
}

/** What became of the steps, oldest first. */
export function steps({ deps }: TestApp) {
  return deps.store.db
    .selectFrom('automation_steps')
    .select(['kind', 'status', 'reason', 'next_at', 'attempts', 'lead_id'])
    .orderBy('run_id')
    .orderBy('number')
    .execute()
}

export function runs({ deps }: TestApp) {
  return deps.store.db
    .selectFrom('automation_runs')
    .select(['fired', 'reason', 'seen_json', 'depth'])
    .orderBy('id')
    .execute()
}
