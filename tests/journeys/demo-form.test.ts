import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { useRunning } from '../support/running.ts'

const start = useRunning()
const { newPage } = useBrowser()

test('the form on the demo page becomes a lead for sales, with the same facts as a chat', async () => {
  const { siteOrigin, crm } = await start()
  const visitor = await newPage()
  await visitor.goto(`${siteOrigin}/demo`)
  const form = visitor.locator('parley-form')

  // Key by key: a form that is complete at once is a robot's.
  await form.getByLabel('Your name').pressSequentially('Daniel Reid', { delay: 20 })
  await form.getByLabel('Work e-mail').pressSequentially('daniel.reid@fennmoor.example', { delay: 20 })
  await form.getByLabel('Company').fill('Fennmoor')
  await form.getByRole('button', { name: 'Continue' }).click()
  for (const answer of ['50–500', 'Head of a department', 'Many sites to count']) {
    await form.getByText(answer, { exact: true }).click()
  }
  await form.getByRole('button', { name: 'Continue' }).click()
  await form.getByText('This month', { exact: true }).click()
  await form.getByLabel('What must we show?').fill('How three sites share one count.')
  await form.getByText(/^Yes, Tallybarn may e-mail me/).click()
  await form.getByRole('button', { name: 'Send' }).click()

  await form.getByRole('heading', { name: 'Fennmoor is in good hands. Which time suits you?' }).waitFor()
  const record = await eventually('a record in the CRM', () => crm.records()[0])
  expect(record.card).toMatchObject({
    name: 'Daniel Reid',
    company: 'Fennmoor',
    stage: 'sal',
    temperature: 'hot',
    // The demo page 3, the request itself 12.
    score: { total: 67, fit: 52, engagement: 15 },
  })
  expect(record.card.answers).toContainEqual(
    expect.objectContaining({ field: 'message', answer: 'How three sites share one count.' }),
  )
})

test('a form that is not complete says what is missing and sends nothing', async () => {
  const { siteOrigin, deps } = await start()
  const visitor = await newPage()
  await visitor.goto(`${siteOrigin}/demo`)
  const form = visitor.locator('parley-form')

  await form.getByLabel('Your name').fill('Daniel Reid')
  await form.getByLabel('Work e-mail').fill('daniel.reid at fennmoor')
  await form.getByRole('button', { name: 'Continue' }).click()

  await form.getByText('Please check the address. It should look like name@company.com.').waitFor()
  expect(await form.getByLabel('Work e-mail').getAttribute('aria-invalid')).toBe('true')
  expect(await deps().store.db.selectFrom('leads').selectAll().execute()).toEqual([])
})
