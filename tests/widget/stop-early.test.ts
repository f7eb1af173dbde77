import { expect, test } from 'vitest'
import { createEarlyApp } from '#tests/sessions/early-app.ts'
import { useTestDatabases } from '#tests/support/databases.ts'
import { createVisitorBrowser } from './support/visitor-browser.ts'

const { openTestStore } = useTestDatabases('sqlite')

test('once the outcome is settled the widget asks who the visitor is and nothing else, also after a reload', async () => {
  const browser = createVisitorBrowser(await createEarlyApp(await openTestStore(), 'contact last'))
  const page = await browser.openPage()
  page.answer('q_need', 'many_sites')
  page.answer('q_size', 's50_500')
  page.answer('q_role', 'executive')

  const talk = await page.until('the name is asked', ({ played }) => played.position.id === 'q_name')
  expect(talk.played.path.map(({ id }) => id)).not.toContain('q_budget')

  page.leave()
  const next = await browser.openPage()
  await next.until('the name is asked again', ({ played }) => played.position.id === 'q_name')
  next.answer('q_name', 'Ida Falk')
  next.answer('q_email', 'ida@nordvik-cold.example')
  next.answer('q_contact', true)
  const done = await next.until('a time is offered', ({ played }) => played.position.kind === 'book')
  expect(done.decisions.map(({ outcome, early }) => [outcome, early])).toEqual([
    ['sales', true],
    ['sales', undefined],
  ])
})
