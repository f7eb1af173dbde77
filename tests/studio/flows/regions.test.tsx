import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { regionalModels } from '#server/scoring/regional-model.ts'
import { type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import { modelIn } from '#studio/flows/edit/edit-regions.ts'
import { createEditor, type Editor } from '#studio/flows/editor/editor.ts'
import { EditorContext } from '#studio/flows/editor/editor-context.ts'
import { EngagementList } from '#studio/flows/points/engagement-list.tsx'
import { RegionList } from '#studio/flows/points/regions/region-list.tsx'
import { me } from '#studio/me.ts'
import { detailOf, pricingDraft } from './pricing-draft.ts'

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
  vi.stubGlobal('fetch', async () => Response.json({ presets: [], acts: [] }))
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

function show(change: Partial<ScoreModel> = {}) {
  const draft = pricingDraft()
  const model = { ...draft.model, ...change }
  const checks = checkScoreModel(model, draft.flow).map(found => ({ ...found, part: 'model' as const }))
  const editor = createEditor({ ...detailOf({ ...draft, model }, 1), checks })
  render(
    <EditorContext.Provider value={editor}>
      <EngagementList />
      <RegionList />
    </EditorContext.Provider>,
  )
  return editor
}

const regionsOf = (editor: Editor) => editor.draft.value.model.regions
const pick = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

const dach = { id: 'dach', label: 'DACH', when: { fact: 'lang', is: 'de' }, points: { pricing_page: 8 } }
const nordic = { id: 'nordic', label: 'Nordic', when: { fact: 'lang', is: 'sv' }, points: {} }

it('a marketer makes a region with other points for a table and for an act', () => {
  const editor = show()
  click('Add a region')
  type('Name of region 1', 'DACH')
  pick('What is looked at', 'lang')
  pick('How it is compared', 'in')
  type('What it is compared with, with commas between', 'de, de-AT')
  pick('Change points of a rule in “DACH”', 'size')
  type('Points for “11–49” here', '12')
  pick('Change points of a rule in “DACH”', 'pricing_page')
  type('Points for “Looked at pricing” here', '9')
  expect(regionsOf(editor)).toEqual([
    {
      id: 'region',
      label: 'DACH',
      when: { fact: 'lang', in: ['de', 'de-AT'] },
      points: { size: { s11_49: 12 }, pricing_page: 9 },
    },
  ])
  expect(scoreModelSchema.safeParse(editor.draft.value.model).error).toBeUndefined()
})

it('each number stands beside the one everywhere, with the difference', () => {
  show({ regions: [{ ...dach, points: { pricing_page: 8, size: { s50_500: 10 } } }] })
  const cells = (name: string) =>
    [...screen.getByRole('row', { name: new RegExp(name) }).children].map(cell => cell.textContent)
  expect(cells('Looked at pricing')).toMatchObject({ 1: '5', 2: expect.stringContaining('+3') })
  expect(cells('50–500')).toMatchObject({ 1: '15', 2: expect.stringContaining('−5') })
  expect(cells('11–49')).toMatchObject({ 1: '5', 2: expect.stringContaining('as everywhere') })
})

it('a number taken out of a table counts as everywhere again', () => {
  const editor = show({ regions: [{ ...dach, points: { size: { s50_500: 10, s11_49: 0 } } }] })
  type('Points for “50–500” here', '')
  expect(regionsOf(editor)?.[0]?.points).toEqual({ size: { s11_49: 0 } })
})

it('a rule that gives points by steps of time is not offered, nor one that differs already', () => {
  const { engagement } = pricingDraft().model
  const fresh = { id: 'fresh', kind: 'recency', steps: [{ days: 1, points: 5 }], reason: 'Active lately' } as const
  show({ regions: [dach], engagement: { ...engagement, rules: [...engagement.rules, fresh] } })
  const offered = within(screen.getByLabelText('Change points of a rule in “DACH”')).getAllByRole('option')
  const names = offered.map(option => option.textContent)
  expect(names).toContain('Company size')
  expect(names).not.toContain('Active lately')
  expect(names).not.toContain('Looked at pricing')
})

it('regions are put in another order and taken out, each step one undo', () => {
  const editor = show({ regions: [dach, nordic] })
  click('Move “Nordic” up')
  expect(regionsOf(editor)?.map(({ id }) => id)).toEqual(['nordic', 'dach'])
  click('Remove “Nordic”')
  click('Remove “DACH”')
  expect(editor.draft.value.model).not.toHaveProperty('regions')
  editor.undo()
  editor.undo()
  editor.undo()
  expect(regionsOf(editor)).toEqual([dach, nordic])
})

it('points for a rule that is gone are told in their line, and go from there', () => {
  const editor = show({ regions: [{ ...dach, points: { pricing_page: 8, vanished: 3 } }] })
  const told = screen.getByText(/has points for a rule “vanished” that is not there/)
  expect(told.closest('tbody')?.textContent).toContain('vanished (there is no such rule any more)')
  click('“vanished” counts as everywhere')
  expect(regionsOf(editor)?.[0]?.points).toEqual({ pricing_page: 8 })
})

it('a rule that is removed leaves the regions and the limits that named it', () => {
  const caps = [
    { id: 'pages', label: 'Pages', rules: ['pricing_page', 'case_study'], most: 6 },
    { id: 'one', label: 'One', rules: ['pricing_page'], most: 4 },
  ]
  const editor = show({ regions: [dach], caps })
  // Its own line, not the region's.
  click('Remove “Looked at pricing”')
  expect(regionsOf(editor)?.[0]?.points).toEqual({})
  expect(editor.draft.value.model.caps).toEqual([{ ...caps[0], rules: ['case_study'] }])
})

it('a region in which nobody can be hot says so', () => {
  const none = { many_sites: 0, spreadsheets: 0, erp_mismatch: 0 }
  const size = { s11_49: 0, s50_500: 0, s501_1000: 0, s1001: 0 }
  show({ regions: [{ ...dach, points: { need: none, size, role: { executive: 0, head: 0, manager: 0 } } }] })
  expect(screen.getByText('Nobody here can be hot: fit is at most 33, hot needs 40.')).toBeTruthy()
})

it('the sums of a region are those of the engine', () => {
  const points = { size: { s50_500: 40 }, pricing_page: 9, role: 7, vanished: 2 }
  const model: ScoreModel = { ...pricingDraft().model, regions: [{ ...dach, points }] }
  const [region] = model.regions ?? []
  expect(region && modelIn(model, region)).toEqual(regionalModels(model)[0]?.model)
})
