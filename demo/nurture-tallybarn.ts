import type { Deps } from '#server/deps.ts'
import { createAutomation, findAutomation, updateAutomation } from '#server/nurture/automations.ts'
import { saveNurtureSettings } from '#server/nurture/nurture-settings.ts'
import { addReadyMade } from '#server/nurture/ready-made.ts'
import { createSegment } from '#server/nurture/segments.ts'
import { createTemplate } from '#server/nurture/templates.ts'

type NurtureDeps = Pick<Deps, 'store' | 'now' | 'newId'>

/** What Tallybarn does by itself: an answer to warm visitors, a word to owners, segments to look at. */
export async function nurtureTallybarn(deps: NurtureDeps, workspaceId: string): Promise<void> {
  const settings = {
    paused: false,
    timeZone: 'Europe/Berlin',
    days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const,
    from: '09:00',
    to: '18:00',
    mailsPerDay: 1,
    countClicks: true,
    imprint: 'Tallybarn, 4 Granary Lane, Ghent',
  }
  await deps.store.write(trx => saveNurtureSettings(trx, workspaceId, { settings, at: deps.now() }))
  await createSegment(deps, workspaceId, {
    name: 'Hot, with many sites',
    condition: {
      all: [
        { fact: 'temperature', is: 'hot' },
        { fact: 'need', is: 'many_sites' },
      ],
    },
  })
  await createSegment(deps, workspaceId, {
    name: 'Warm, not with sales yet',
    condition: {
      all: [
        { fact: 'temperature', is: 'warm' },
        { fact: 'stage', in: ['lead', 'mql'] },
      ],
    },
  })
  const template = await deps.store.write(trx => createTemplate(trx, deps, { workspaceId, template: ESTIMATE }))
  await createAutomation(deps, workspaceId, {
    name: 'Estimate and case study to warm leads',
    enabled: true,
    spec: {
      when: { kind: 'temperature', to: 'warm', direction: 'up' },
      unless: { fact: 'stage', in: ['sal', 'sql', 'opportunity', 'customer', 'hold', 'recycled', 'disqualified'] },
      actions: [{ kind: 'mail', template }],
      againAfterDays: null,
    },
  })
  await createAutomation(deps, workspaceId, {
    name: 'Tell the owner at 75',
    enabled: true,
    spec: {
      when: { kind: 'score', measure: 'score', direction: 'up', at: 75 },
      actions: [
        {
          kind: 'notify',
          owner: true,
          to: ['sales@tallybarn.example'],
          note: 'Call today, while they remember the page.',
        },
        { kind: 'fact', fact: 'tag.call_first', value: true },
      ],
      againAfterDays: null,
    },
  })
  const question = await deps.store.write(trx => createTemplate(trx, deps, { workspaceId, template: FIRST_COUNT }))
  await createAutomation(deps, workspaceId, {
    name: 'Three days after the checklist',
    enabled: true,
    spec: {
      when: { kind: 'act', act: { event: 'checklist' } },
      unless: { fact: 'stage', in: ['sal', 'sql', 'opportunity', 'customer', 'hold', 'recycled', 'disqualified'] },
      actions: [
        { kind: 'wait', for: 3, unit: 'days' },
        { kind: 'mail', template: question },
      ],
      againAfterDays: null,
    },
  })
  await switchOn(deps, workspaceId, await addReadyMade(deps, workspaceId, 'invite_at_75'))
  await addReadyMade(deps, workspaceId, 'recycle_idle')
}

async function switchOn(deps: NurtureDeps, workspaceId: string, id: string): Promise<void> {
  const { name, spec } = await findAutomation(deps.store.db, workspaceId, id)
  await updateAutomation(deps, workspaceId, { id, name, spec, enabled: true })
}

const FIRST_COUNT = {
  name: 'The first count',
  purpose: 'marketing',
  locale: 'en',
  texts: {
    en: {
      subject: 'How did the first count go?',
      body: `Hi {{contact.first_name|there}},

three days ago you took our cycle-count checklist. Most who use it stumble over the same line: stock that moves while it is counted.

Tallybarn nets those movements by itself. [See how one aisle is counted](https://www.tallybarn.example/pricing) in twenty minutes.

{{owner.first_name|The team}}
{{workspace.name}}`,
    },
  },
} as const

const ESTIMATE = {
  name: 'Estimate and case study',
  purpose: 'answer',
  locale: 'en',
  texts: {
    en: {
      subject: 'Your estimate, {{contact.first_name|as promised}}',
      body: `Hi {{contact.first_name|there}},

you told us what counting should fix: {{answer.need|stock that never adds up}}. With {{answer.size|your}} people, **Team** at $690 a month fits: fifteen sites, no closing of the warehouse.

- what a count costs today, and what it costs afterwards
- how six cold stores did their first count on a working day

Any question? Just answer this mail.

{{owner.first_name|The team}}
{{workspace.name}}`,
    },
  },
} as const
