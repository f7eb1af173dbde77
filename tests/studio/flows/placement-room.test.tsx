import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Placement } from '#flows/placement.ts'
import { createEditor } from '#studio/flows/editor/editor.ts'
import { EditorContext } from '#studio/flows/editor/editor-context.ts'
import { PlacementRoom } from '#studio/flows/placement/placement-room.tsx'
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
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  sessionStorage.clear()
})

function show(placement: readonly Placement[]) {
  const editor = createEditor(detailOf({ ...pricingDraft(), placement }, 1))
  render(
    <EditorContext.Provider value={editor}>
      <PlacementRoom />
    </EditorContext.Provider>,
  )
  return () => editor.draft.value.placement
}

const pick = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })
const places = () => screen.getAllByRole('listitem')

it('says each place in words', () => {
  show([
    { surface: 'bubble', shape: 'chat', when: { fact: 'page.path', glob: '/pricing*' } },
    {
      surface: 'popup',
      shape: 'steps',
      trigger: { scroll: 50 },
      cap: { times: 2, per: 'visitor', days: 30 },
    },
    { surface: 'slide_in', shape: 'chat', trigger: { delay: 10 } },
    { surface: 'hosted', shape: 'page' },
  ])
  const [bubble, popup, slideIn, hosted] = places()
  expect(bubble?.textContent).toContain('As a conversation, where Page path matches /pricing*')
  expect(popup?.textContent).toContain(
    'As a form, step by step, on every page, when 50 % of the page was seen, twice a visitor in 30 days',
  )
  expect(slideIn?.textContent).toContain('after 10 s on the page, once a visit')
  expect(hosted?.textContent).toContain('As a form on one page')
})

it('a marketer adds a pop-up on some pages, at a moment, so often', () => {
  const placement = show([{ surface: 'bubble', shape: 'chat' }])
  fireEvent.click(screen.getByRole('button', { name: 'Add a place' }))
  pick('Appears as', 'popup')
  pick('Held as', 'steps')
  pick('Where and for whom', 'some')
  pick('When', 'scroll')
  type('Seen of the page', '70')
  type('At most', '3')
  pick('Counted for', 'days')
  type('Within', '14')
  expect(placement()[1]).toEqual({
    surface: 'popup',
    shape: 'steps',
    when: { fact: 'page.path', glob: '/pricing*' },
    trigger: { scroll: 70 },
    cap: { times: 3, per: 'visitor', days: 14 },
  })
})

it('what has no effect on another surface goes with the old one', () => {
  const placement = show([
    { surface: 'popup', shape: 'chat', trigger: { delay: 5 }, cap: { times: 1, per: 'visitor' } },
  ])
  fireEvent.click(within(places()[0] as HTMLElement).getByRole('button', { name: /Pop-up/ }))
  pick('Appears as', 'inline')
  expect(placement()).toEqual([{ surface: 'inline', shape: 'chat' }])
  expect(screen.getByText('<parley-widget flow="pricing" shape="chat"></parley-widget>')).toBeTruthy()
})

it('a selector that browsers cannot read is said to be one', () => {
  show([{ surface: 'popup', shape: 'chat', trigger: { click: '.talk' } }])
  fireEvent.click(within(places()[0] as HTMLElement).getByRole('button', { name: /Pop-up/ }))
  type('What is clicked (CSS selector)', '..talk')
  expect(screen.getByText('Browsers cannot read this selector.')).toBeTruthy()
})

it('places are put in another order, and taken out with a way back', () => {
  const placement = show([
    { surface: 'bubble', shape: 'chat' },
    { surface: 'hosted', shape: 'page' },
  ])
  fireEvent.click(screen.getByRole('button', { name: 'Move place 2 up' }))
  expect(placement().map(({ surface }) => surface)).toEqual(['hosted', 'bubble'])
  fireEvent.click(screen.getByRole('button', { name: 'Remove place 1' }))
  expect(placement().map(({ surface }) => surface)).toEqual(['bubble'])
})
