import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Automation, NurtureOptions, SavedTemplate } from '#server/http/api-type.ts'
import { me } from '#studio/me.ts'
import { AutomationEditor } from '#studio/nurture/automations/automation-editor.tsx'
import { automationInWords, type Cited } from '#studio/nurture/automations/automation-words.ts'
import { leadFacts } from '#studio/nurture/lead-facts.ts'

const options: NurtureOptions = {
  fields: { need: { kind: 'choice', options: [{ id: 'sites', label: 'Many sites' }] } },
  facts: ['tag.webinar'],
  named: {
    profiles: [{ id: 'core', label: 'Core market', when: { all: [] } }],
    personas: [],
    plausibility: [],
    milestones: [{ id: 'demo_invitation', label: 'Invite to a demo', score: 75 }],
    grades: true,
  },
  destinations: [{ id: 'd1', name: 'CRM' }],
  takers: { people: [{ id: 'ann', name: 'Ann Lee' }], teams: [] },
  variables: {},
  mailed: true,
  settings: {
    paused: false,
    timeZone: 'UTC',
    days: ['mon'],
    from: '09:00',
    to: '18:00',
    mailsPerDay: 1,
    countClicks: true,
    imprint: '',
  },
}
const guide: SavedTemplate = {
  id: 't1',
  name: 'Guide',
  purpose: 'marketing',
  locale: 'en',
  texts: { en: { subject: 'x', body: 'x' } },
  updatedAt: 0,
}
const cited: Cited = { options, acts: [], segments: [], templates: [guide] }
const invite: Automation = {
  id: 'a1',
  name: 'Invite at 75',
  enabled: false,
  spec: {
    when: { kind: 'score', measure: 'score', direction: 'up', at: 75 },
    and: { fact: 'need', is: 'sites' },
    unless: { fact: 'tag.webinar', is: true },
    actions: [
      { kind: 'mail', template: 't1' },
      { kind: 'stage', to: 'hold', reason: '' },
    ],
    againAfterDays: null,
  },
  updatedAt: 0,
  fired: 0,
  lastFiredAt: null,
  waiting: 0,
}

beforeEach(() => {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = {
    user,
    workspace: { id: 'w', name: 'Acme' },
    workspaces: [],
    role: 'marketer',
    can: ['edit_flows'],
    now: 0,
  }
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** The editor in front of a server that keeps what it is sent. */
function show(automation: Automation | undefined) {
  const sent: { asked: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    sent.push({ asked: `${method} ${path}`, body: JSON.parse(body ?? '{}') })
    if (path.endsWith('dry-run')) {
      const lead = { id: 'l1', name: 'Ida', email: 'ida@acme.example', score: 80, until: null }
      return Response.json({
        count: 1,
        exact: true,
        leads: [{ ...lead, verdict: 'not', reason: 'They unsubscribed.' }],
      })
    }
    return Response.json(invite)
  })
  const done = vi.fn()
  render(<AutomationEditor automation={automation} cited={cited} onDone={done} />)
  return { sent, done }
}

it('an automation reads as a sentence', () => {
  expect(automationInWords(invite.spec, cited)).toEqual({
    when: 'When the score rises to 75 or more, if Need is Many sites, unless Tag “webinar”: yes',
    what: 'Mail “Guide”, then put on hold. Once per lead.',
  })
})

it('a new one is composed clause by clause and saved switched on', async () => {
  const { sent, done } = show(undefined)
  fireEvent.input(screen.getByLabelText('Name'), { target: { value: 'Guide to warm' } })
  fireEvent.change(screen.getByLabelText('What happens'), { target: { value: 'temperature' } })
  fireEvent.click(screen.getByRole('button', { name: 'Not if…' }))
  fireEvent.change(screen.getByLabelText('What is done'), { target: { value: 'mail' } })
  fireEvent.change(screen.getByLabelText('How often for one lead'), { target: { value: 'again' } })
  expect(screen.getByText(/Goes only to those who agreed to marketing mail/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Save and switch on' }))

  await waitFor(() => expect(done).toHaveBeenCalled())
  expect(sent).toEqual([
    {
      asked: 'POST /api/automations',
      body: {
        name: 'Guide to warm',
        enabled: true,
        spec: {
          when: { kind: 'temperature', to: 'warm', direction: 'up' },
          unless: { fact: 'temperature', is: 'hot' },
          actions: [{ kind: 'mail', template: 't1' }],
          againAfterDays: 30,
        },
      },
    },
  ])
})

it('one that is off stays off when it is saved, and a dry run says who would get it', async () => {
  const { sent, done } = show(invite)
  fireEvent.click(screen.getByRole('button', { name: 'Who would get this now' }))
  expect(await screen.findByText('They unsubscribed.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))

  await waitFor(() => expect(done).toHaveBeenCalled())
  expect(sent.map(({ asked }) => asked)).toEqual(['POST /api/automations/dry-run', 'PUT /api/automations/a1'])
  expect(sent[1]?.body).toMatchObject({ enabled: false, spec: invite.spec })
})

it('conditions offer what the score reads, in words: profiles, lines with a name, the company', () => {
  const facts = leadFacts(options)

  expect(facts).toContainEqual(expect.objectContaining({ fact: 'profile.core', label: 'Matches “Core market”' }))
  expect(facts).toContainEqual(expect.objectContaining({ fact: 'milestone.demo_invitation', type: 'yes_no' }))
  expect(facts).toContainEqual(expect.objectContaining({ fact: 'account.priority', type: 'yes_no' }))
  expect(facts).toContainEqual(expect.objectContaining({ fact: 'company.staff', type: 'number' }))
  expect(new Set(facts.map(({ fact }) => fact)).size).toBe(facts.length)
})
