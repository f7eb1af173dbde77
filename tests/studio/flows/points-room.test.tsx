import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { EVENT_TYPES, type EventType } from '#server/scoring/event-types.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import { createEditor } from '#studio/flows/editor/editor.ts'
import { EditorContext } from '#studio/flows/editor/editor-context.ts'
import { PointsRoom } from '#studio/flows/points/points-room.tsx'
import { me } from '#studio/me.ts'
import { detailOf, pricingDraft } from './pricing-draft.ts'

const choices = {
  presets: Object.values(presets).map(model => ({ id: model.preset, label: model.name, about: 'About it', model })),
  acts: Object.entries<EventType>(EVENT_TYPES).map(([slug, { label, group, about }]) => ({
    slug,
    label,
    group,
    about,
  })),
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
  // Edits are saved a moment later; here nobody waits for that.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  vi.stubGlobal('fetch', async () => Response.json(choices))
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

/** The room with a model; tells what it has come to, which is always one that the server takes. */
async function show(change: Partial<ScoreModel> = {}): Promise<() => ScoreModel> {
  const draft = pricingDraft()
  const model = { ...draft.model, ...change }
  const checks = checkScoreModel(model, draft.flow).map(found => ({ ...found, part: 'model' as const }))
  const editor = createEditor({ ...detailOf({ ...draft, model }, 1), checks })
  render(
    <EditorContext.Provider value={editor}>
      <PointsRoom />
    </EditorContext.Provider>,
  )
  await waitFor(() => expect(screen.getByLabelText('Start from a preset')).toBeTruthy())
  return () => {
    expect(scoreModelSchema.safeParse(editor.draft.value.model).error).toBeUndefined()
    return editor.draft.value.model
  }
}

const section = (name: string) => within(screen.getByRole('heading', { name }).closest('section') as HTMLElement)
const engagement = () => section('Engagement: what they do')
const openLine = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name, expanded: false }))
const pick = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const actsOf = (model: ScoreModel) => model.engagement.rules

it.each(Object.keys(presets))('the preset %s comes out of the room as it is', async id => {
  const model = await show()
  pick('Start from a preset', id)
  click('Replace the rules with it')
  expect(model()).toEqual(Object.values(presets).find(({ preset }) => preset === id))
})

it('points are changed without opening a rule', async () => {
  const model = await show()
  type('Points for “Looked at pricing”', '9')
  expect(actsOf(model()).find(({ id }) => id === 'pricing_page')).toMatchObject({ points: 9 })
})

it('a rule reads as a sentence and opens into its form', async () => {
  const model = await show()
  expect(screen.queryByLabelText('How often it counts')).toBeNull()
  openLine(/^Looked at pricing/)
  pick('How often it counts', 'each')
  type('How many count at most', '3')
  expect(screen.getByText('Page viewed: */pricing*, at most 3 in all')).toBeTruthy()
  expect(actsOf(model())[0]).toMatchObject({ times: 'each', max: 3 })
  fireEvent.keyDown(screen.getByLabelText('How often it counts').closest('.act-what') as Element, { key: 'Escape' })
  expect(screen.queryByLabelText('How often it counts')).toBeNull()
})

it('a new rule opens at once', async () => {
  const model = await show()
  fireEvent.click(engagement().getByRole('button', { name: 'Silence' }))
  fireEvent.input(engagement().getByLabelText('Reason on the lead card'), {
    target: { value: 'Nothing heard for long' },
  })
  expect(actsOf(model()).at(-1)).toMatchObject({ kind: 'idle', reason: 'Nothing heard for long' })
})

it('acts are narrowed by what was told with them, and all count again', async () => {
  const model = await show()
  fireEvent.click(engagement().getByRole('button', { name: 'An act' }))
  pick('Act', 'email_clicked')
  click('Only with some subject')
  type('What it is compared with', '*offer*')
  expect(actsOf(model()).at(-1)).toMatchObject({ event: 'email_clicked', where: { fact: 'subject', glob: '*offer*' } })
  click('Count all of them')
  expect(actsOf(model()).at(-1)).not.toHaveProperty('where')
})

it('what was left undone may go by more than one name', async () => {
  const model = await show()
  fireEvent.click(engagement().getByRole('button', { name: 'Something left undone' }))
  click('Nor another act')
  pick('What they did not do either, 1', 'ebook_downloaded')
  expect(actsOf(model()).at(-1)).toMatchObject({ orWithout: [{ event: 'ebook_downloaded' }] })
  click('Take act 1 out of what they did not do either')
  expect(actsOf(model()).at(-1)).not.toHaveProperty('orWithout')
})

it('steps that are out of order say so and wait until they are not', async () => {
  const model = await show()
  fireEvent.click(engagement().getByRole('button', { name: 'A fresh act' }))
  type('Days of step 1', '14')
  expect(screen.getByText(/Not taken over yet/)).toBeTruthy()
  expect(actsOf(model()).at(-1)).toMatchObject({ steps: [{ days: 1 }, { days: 7 }, { days: 30 }] })
  type('Days of step 2', '21')
  expect(screen.queryByText(/Not taken over yet/)).toBeNull()
  expect(actsOf(model()).at(-1)).toMatchObject({ steps: [{ days: 14 }, { days: 21 }, { days: 30 }] })
})

it('the name, the stage of who asks for sales and milestones are set', async () => {
  const model = await show()
  type('Name of the model', 'Ours')
  pick('Asked for sales: becomes', 'sql')
  click('Add a milestone')
  type('What the milestone is for', 'Call today')
  type('Score of “Call today”', '80')
  expect(model()).toMatchObject({
    name: 'Ours',
    askedForSales: 'sql',
    milestones: [{ label: 'Call today', score: 80 }],
  })
})

it('a table may say its reason in words of its own', async () => {
  const model = await show()
  const [words] = screen.getAllByPlaceholderText('Role: {{option}}')
  if (words) fireEvent.input(words, { target: { value: 'Works as {{option}}' } })
  expect(model().fit.find(({ id }) => id === 'role')).toMatchObject({ reason: 'Works as {{option}}' })
})

it('reasons to say no are put in another order', async () => {
  const model = await show()
  click('Move “Student or researcher” up')
  expect(model().disqualify.map(({ id }) => id)).toEqual(['competitor', 'student', 'customer'])
})

it('a profile is described and can be asked for by rules at once', async () => {
  const model = await show()
  click('Describe an ideal customer')
  type('Name', 'Regional chain')
  expect(model().profiles).toMatchObject([{ id: 'profile', label: 'Regional chain' }])
  fireEvent.click(section('Fit: who they are').getByRole('button', { name: 'A condition' }))
  const fit = section('Fit: who they are')
  fireEvent.change(fit.getByLabelText('What is looked at'), { target: { value: 'profile.profile' } })
  expect(fit.getByText('Matches “Regional chain”: yes')).toBeTruthy()
  expect(model().fit.at(-1)).toMatchObject({ when: { fact: 'profile.profile', is: true } })
})

it('findings stand at the rule they are about, closed as it is, and are counted above', async () => {
  const [first] = pricingDraft().model.engagement.rules
  if (first?.kind !== 'event') throw new Error('The first rule of the preset is about an event.')
  const against = { ...first, id: 'against', points: -3, reason: 'Only looked' }
  const { engagement: acts } = pricingDraft().model
  await show({ engagement: { ...acts, rules: [...acts.rules, against] }, mql: { score: 90 } })
  const told = screen.getByText(/“Only looked” contradicts “Looked at pricing”/)
  expect(told.closest('.rule-line')?.textContent).toContain('Only looked')
  const links = within(screen.getByRole('navigation', { name: 'Parts of the points' }))
  expect(links.getByRole('link', { name: 'Engagement 1 to look at' })).toBeTruthy()
  expect(links.getByRole('link', { name: 'Lines 1 to look at' })).toBeTruthy()
})

it('a finding about the rules as a whole is told at their head', async () => {
  const { fit } = pricingDraft().model
  const rule = { id: 'm', kind: 'when', when: { fact: 'profile.gone', is: true }, points: 5, reason: 'Match' } as const
  await show({ fit: [...fit, rule] })
  expect(
    section('Fit: who they are').getByText(/reads “profile.gone”, but the model does not say what that is/),
  ).toBeTruthy()
})

it('who may not edit reads everything, opens rules and changes nothing', async () => {
  if (me.value) me.value = { ...me.value, role: 'viewer', can: [] }
  render(
    <EditorContext.Provider value={createEditor(detailOf(pricingDraft(), 1))}>
      <PointsRoom />
    </EditorContext.Provider>,
  )
  openLine(/^Looked at pricing/)
  const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
  for (const label of ['Path of the page, * for any letters', 'Points for “Looked at pricing”', 'Name of the model']) {
    expect(field(label).matches(':disabled, fieldset:disabled *')).toBe(true)
  }
  expect(screen.queryByRole('button', { name: /^(Add|Remove|Move|Describe|Limit|Flag)/ })).toBeNull()
})

it('points beyond what is possible are told and not taken', async () => {
  const model = await show()
  type('Points for “Looked at pricing”', '5000')
  expect(screen.getByText('1,000 or less')).toBeTruthy()
  expect(actsOf(model())[0]).toMatchObject({ points: 5 })
  type('Points for “Looked at pricing”', '50')
  expect(screen.queryByText('1,000 or less')).toBeNull()
  expect(actsOf(model())[0]).toMatchObject({ points: 50 })
})
