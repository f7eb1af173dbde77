import type { Deps } from '../deps.ts'
import type { AutomationSpec } from './automation-spec.ts'
import { createAutomation } from './automations.ts'
import type { MailTemplate } from './mail-template.ts'
import { createTemplate } from './templates.ts'

/** An automation to begin from. Comes switched off, with its mail. */
interface ReadyMade {
  readonly name: string
  readonly template?: MailTemplate
  readonly spec: (template: string) => AutomationSpec
}

export const READY_MADE_IDS = ['invite_at_75', 'ebook_to_warm', 'recycle_idle'] as const
export type ReadyMadeId = (typeof READY_MADE_IDS)[number]

const INVITATION: MailTemplate = {
  name: 'Invitation to a demo',
  purpose: 'marketing',
  locale: 'en',
  texts: {
    en: {
      subject: 'See it with your own numbers, {{contact.first_name|if you like}}',
      body: `Hi {{contact.first_name|there}},

you have looked closely at what we do. Half an hour with {{owner.first_name|one of us}} answers more than any page: we go through it with the figures of {{company.name|your company}}.

[Pick a time that suits you]({{owner.booking_link}})

If you would rather ask something first, just answer this mail.

{{owner.name|Your team}}
{{workspace.name}}`,
    },
    de: {
      subject: 'Mit Ihren eigenen Zahlen ansehen?',
      body: `Guten Tag {{contact.name|}},

Sie haben sich unser Angebot genau angesehen. Eine halbe Stunde mit {{owner.first_name|einem von uns}} beantwortet mehr als jede Seite: wir gehen es mit den Zahlen von {{company.name|Ihrem Unternehmen}} durch.

[Suchen Sie sich eine Zeit aus]({{owner.booking_link}})

Wenn Sie vorher etwas fragen möchten, antworten Sie einfach auf diese Mail.

{{owner.name|Ihr Team}}
{{workspace.name}}`,
    },
  },
}

const EBOOK: MailTemplate = {
  name: 'E-book for warm leads',
  purpose: 'marketing',
  locale: 'en',
  texts: {
    en: {
      subject: 'The guide that fits where you are',
      body: `Hi {{contact.first_name|there}},

you do not need a meeting yet. This guide answers what most teams ask at your stage:

- what it takes to begin
- what it costs, with and without us
- what to ask any vendor, us included

[Read the guide](https://example.com/guide)

{{workspace.name}}`,
    },
  },
}

const READY_MADE: Readonly<Record<ReadyMadeId, ReadyMade>> = {
  invite_at_75: {
    name: 'Invite to a demo at 75',
    template: INVITATION,
    spec: template => ({
      when: { kind: 'score', measure: 'score', direction: 'up', at: 75 },
      unless: { fact: 'stage', in: ['opportunity', 'customer', 'disqualified'] },
      actions: [{ kind: 'mail', template }],
      againAfterDays: null,
    }),
  },
  ebook_to_warm: {
    name: 'E-book to warm leads',
    template: EBOOK,
    spec: template => ({
      when: { kind: 'temperature', to: 'warm', direction: 'up' },
      unless: { fact: 'stage', in: ['sal', 'sql', 'opportunity', 'customer', 'disqualified'] },
      actions: [{ kind: 'mail', template }],
      againAfterDays: null,
    }),
  },
  recycle_idle: {
    name: 'Back to marketing after 60 idle days',
    spec: () => ({
      when: { kind: 'idle', days: 60 },
      and: { fact: 'stage', in: ['mql', 'sal', 'hold'] },
      actions: [{ kind: 'stage', to: 'recycled', reason: 'Silent for 60 days' }],
      againAfterDays: 60,
    }),
  },
}

/** Makes one, with its mail; gives the automation's id. */
export async function addReadyMade(
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  workspaceId: string,
  id: ReadyMadeId,
): Promise<string> {
  const { name, template, spec } = READY_MADE[id]
  const made = template ? await deps.store.write(trx => createTemplate(trx, deps, { workspaceId, template })) : ''
  return await createAutomation(deps, workspaceId, { name, enabled: false, spec: spec(made) })
}
