import { recordActivity } from '#server/activity/record-activity.ts'
import type { SeedOptions } from './seed-tallybarn.ts'

interface ToldAct {
  readonly email: string
  readonly type: string
  readonly daysAgo: number
  /** Seconds later than the others of the same day. */
  readonly second?: number
  readonly properties: Readonly<Record<string, string>>
}

const newsletter = { subject: 'Counting a cold store without closing it' }
const guide = 'https://www.tallybarn.example/blog/cold-store'

/** What Tallybarn's mailer and webinar tool know of the named leads, from before they came to the site. */
const ACTS: readonly ToldAct[] = [
  { email: 'miguel.santos@tejoware.example', type: 'email_opened', daysAgo: 6, properties: newsletter },
  {
    email: 'miguel.santos@tejoware.example',
    type: 'email_clicked',
    daysAgo: 6,
    second: 95,
    properties: { ...newsletter, link: guide },
  },
  {
    email: 'miguel.santos@tejoware.example',
    type: 'webinar_attended',
    daysAgo: 2,
    properties: { title: 'Cycle counts in one shift' },
  },
  // A mail gateway that follows all links of a mail: shown, never counted.
  ...['/', '/pricing', '/customers/cold-store'].map(path => ({
    email: 'karen.mitchell@bexarbolt.example',
    type: 'email_clicked',
    daysAgo: 4,
    properties: { ...newsletter, link: `https://www.tallybarn.example${path}` },
  })),
  {
    email: 'karen.mitchell@bexarbolt.example',
    type: 'email_opened',
    daysAgo: 4,
    second: 5_400,
    properties: newsletter,
  },
]

const DAY_MS = 86_400_000

/** Tells these acts while nobody of them is a lead yet: they wait, and count from the first conversation on. */
export async function tellActivity(
  deps: SeedOptions['deps'],
  { workspaceId, end }: { readonly workspaceId: string; readonly end: number },
): Promise<void> {
  const events = ACTS.map(({ daysAgo, second = 0, ...act }, index) => {
    return { ...act, id: `mail-${index + 1}`, at: end - daysAgo * DAY_MS + second * 1_000 }
  })
  await recordActivity(deps, { workspaceId, source: 'mailer', actor: 'system', events })
}
