import { expect, test } from 'vitest'
import { defaultCalendar } from '#server/booking/calendar-settings.ts'
import type { CalendarsAnswer } from '#server/http/api-type.ts'
import { publishFlow } from '#tests/studio-api/leads.ts'
import { codeOf, setUpStudio } from '#tests/studio-api/setup.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('calendars in the studio', openTestStore => {
  test('name everybody of the routing, and keep what is saved for them', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    await publishFlow(studio.deps, studio.workspaceId)
    const list = async () => (await (await owner.get('/calendars')).json()) as CalendarsAnswer
    const [person] = (await list()).people
    expect(person).toMatchObject({ saved: false, ahead: 0, settings: { enabled: false } })

    const settings = { ...defaultCalendar('Europe/Stockholm'), enabled: true, slotMinutes: 45 }
    const saved = await owner.send('PUT', `/calendars/${encodeURIComponent(person?.email ?? '')}`, settings)

    expect(saved.status).toBe(200)
    expect((await list()).people[0]).toMatchObject({ saved: true, settings })
    expect((await list()).mailed).toBe(false)
  })

  test('belong to their workspace: a person of another one is nobody, and settings that cannot be are refused', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const other = await studio.otherWorkspace()
    await publishFlow(studio.deps, other)
    const foreigner = await studio.member('owner', other)
    const theirs = ((await (await foreigner.get('/calendars')).json()) as CalendarsAnswer).people[0]?.email ?? ''

    const settings = { ...defaultCalendar('UTC'), enabled: true }
    expect((await owner.send('PUT', `/calendars/${encodeURIComponent(theirs)}`, settings)).status).toBe(404)
    const refused = await foreigner.send('PUT', `/calendars/${encodeURIComponent(theirs)}`, {
      ...settings,
      slotMinutes: 7,
    })
    expect([refused.status, await codeOf(refused)]).toEqual([422, 'invalid_body'])
    expect(await studio.deps.store.db.selectFrom('calendars').selectAll().execute()).toEqual([])
  })
})
