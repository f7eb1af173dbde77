import { expect, test } from 'vitest'
import { startLetters } from '#server/booking/send-letters.ts'
import { booking, slotsResponse } from '#server/http/public/response-schemas.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { openSmtpSink } from '#tests/delivery/smtp-sink.ts'
import { createTestApp } from '#tests/support/app.ts'
import { addDestination, answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { bookedFor, bookFor, hotVisitor, openCalendar, slotsFor } from './setup.ts'

describeOnBoth('booking a time', openTestStore => {
  test('a hot visitor is offered the owner’s times and books one; the lead card and the webhook tell of it', async () => {
    const app = await createTestApp(await openTestStore())
    await addDestination(app)
    await openCalendar(app)

    const visitor = await hotVisitor(app)
    expect(visitor.decisions[0]?.offer).toEqual({ owner: { name: 'Mara' }, slots: true })
    const offered = await slotsFor(app, visitor)
    expect(slotsResponse.parse(offered)).toEqual(offered)
    expect(offered).toMatchObject({ owner: { name: 'Mara' }, minutes: 30, booking: null })
    // 2026-11-23, a Monday, nine o'clock in Berlin.
    expect(offered.slots[0]).toBe(Date.UTC(2026, 10, 23, 8))

    const response = await bookFor(app, visitor, offered.slots[0])
    expect(response.status).toBe(201)
    const booked = booking.parse(await response.json())
    expect(booked).toMatchObject({ startsAt: offered.slots[0], place: 'https://meet.example/mara', mailed: false })

    const { db } = app.deps.store
    const { id } = await db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
    expect((await loadLeadCard(db, app.workspaceId, id, app.deps.now()))?.booking).toMatchObject({
      startsAt: booked.startsAt,
      status: 'booked',
      owner: 'Mara Lind',
      timeZone: 'America/New_York',
    })
    const deliveries = await db.selectFrom('deliveries').select(['event', 'payload_json']).orderBy('id').execute()
    expect(deliveries.map(({ event }) => event)).toEqual(['lead.qualified', 'lead.updated'])
    expect(JSON.parse(deliveries[1]?.payload_json ?? '')).toMatchObject({
      lead: { booking: { status: 'booked', startsAt: '2026-11-23T08:00:00.000Z', endsAt: '2026-11-23T08:30:00.000Z' } },
    })
  })

  test('of ten visitors who want the same time at once one gets it, the others are told so', async () => {
    const app = await createTestApp(await openTestStore())
    await openCalendar(app)
    const visitors = await Promise.all(
      Array.from({ length: 10 }, (_, index) => hotVisitor(app, `visitor${index}@company${index}.example`)),
    )
    const [first] = (await slotsFor(app, visitors[0] ?? { session: '', token: '' })).slots

    const answers = await Promise.all(visitors.map(visitor => bookFor(app, visitor, first)))

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
    const refused = await answers.find(({ status }) => status === 409)?.json()
    expect(refused).toMatchObject({ code: 'slot_taken' })
    const { db } = app.deps.store
    expect(await db.selectFrom('bookings').select('starts_at').execute()).toEqual([{ starts_at: first }])
    for (const visitor of visitors.slice(0, 2)) {
      const { booking, slots } = await slotsFor(app, visitor)
      if (!booking) expect(slots).not.toContain(first)
    }
  })

  test('times that overlap without being the same are never both booked', async () => {
    const app = await createTestApp(await openTestStore())
    await openCalendar(app, { slotMinutes: 60 })
    const early = await hotVisitor(app, 'a@company-a.example')
    const late = await hotVisitor(app, 'b@company-b.example')
    const [nine = 0] = (await slotsFor(app, early)).slots
    // While both look, the owner shortens the slots: half past nine is now a start, too.
    await openCalendar(app, { slotMinutes: 30 })
    await openCalendar(app, { slotMinutes: 60, hours: { mon: [{ from: '09:00', to: '12:00' }] } })
    await bookedFor(app, early, nine)
    await openCalendar(app, { slotMinutes: 30 })

    expect((await bookFor(app, late, nine + 30 * 60_000)).status).toBe(409)
    expect((await bookFor(app, late, nine + 60 * 60_000)).status).toBe(201)
  })

  test('booking again moves the meeting and gives the old time back; the same time twice is the same booking', async () => {
    const app = await createTestApp(await openTestStore())
    await openCalendar(app)
    const visitor = await hotVisitor(app)
    const other = await hotVisitor(app, 'other@company.example')
    const [first, second] = (await slotsFor(app, visitor)).slots

    const booked = await bookedFor(app, visitor, first)
    const again = await bookFor(app, visitor, first)
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(booked)
    const moved = await bookedFor(app, visitor, second)

    expect(moved).toMatchObject({ id: booked.id, startsAt: second, manageUrl: booked.manageUrl })
    const { slots } = await slotsFor(app, other)
    expect(slots).toContain(first)
    expect(slots).not.toContain(second)
  })

  test('only what is free now can be booked', async () => {
    const app = await createTestApp(await openTestStore())
    await openCalendar(app)
    const visitor = await hotVisitor(app)
    const [first = 0] = (await slotsFor(app, visitor)).slots

    for (const at of [first + 1, first + 5 * 60_000, first - 86_400_000, 0, first + 100 * 86_400_000]) {
      expect([at, (await bookFor(app, visitor, at)).status]).toEqual([at, 409])
    }
    for (const at of [undefined, null, '1795510800000', 1.5, -1, 1e300]) {
      expect([at, (await bookFor(app, visitor, at)).status]).toEqual([at, 422])
    }
  })

  test('nobody sees a calendar who was not offered one: cold leads, robots, who has another’s token, other sites', async () => {
    const app = await createTestApp(await openTestStore())
    await openCalendar(app)
    const cold = await startSession(app, { events: answered({ ...HOT_ANSWERS, ...COLD, q_email: 'x@cold.example' }) })
    const robot = await startSession(app, {
      website: 'x',
      events: answered({ ...HOT_ANSWERS, q_email: 'r@robot.example' }),
    })
    const hot = await hotVisitor(app)

    for (const visitor of [cold, robot]) {
      expect(visitor.decisions.some(({ offer }) => offer?.slots)).toBe(false)
      const response = await app.request(`/v1/sessions/${visitor.session}/slots`, { token: visitor.token })
      expect(response.status).toBe(404)
      expect((await bookFor(app, visitor, Date.UTC(2026, 10, 23, 8))).status).toBe(404)
    }
    const foreign = await app.request(`/v1/sessions/${hot.session}/slots`, { token: robot.token })
    expect(foreign.status).toBe(401)
    const elsewhere = await app.request(`/v1/sessions/${hot.session}/slots`, {
      token: hot.token,
      origin: 'https://evil.example',
    })
    expect(elsewhere.status).toBe(403)
  })

  test('an owner with a calendar tool of their own, or without a calendar, offers no times', async () => {
    const app = await createTestApp(await openTestStore())
    const visitor = await hotVisitor(app)
    expect(visitor.decisions[0]?.offer).toEqual({ owner: { name: 'Mara' } })
    await openCalendar(app, { enabled: false })
    const second = await hotVisitor(app, 'second@company.example')
    expect(second.decisions[0]?.offer).toEqual({ owner: { name: 'Mara' } })
  })

  test('both get the invitation by mail, and again when the meeting is moved or cancelled by its link', async () => {
    const sink = await openSmtpSink()
    const app = await createTestApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const letters = startLetters(app.deps)
    await openCalendar(app)
    const visitor = await hotVisitor(app)
    const [first, second] = (await slotsFor(app, visitor)).slots
    const booked = await bookedFor(app, visitor, first)
    expect(booked.mailed).toBe(true)
    await letters.runOnce()

    expect(sink.letters.flatMap(({ recipients }) => recipients).sort()).toEqual([
      'ida@nordvik-cold.example',
      'mara@tallybarn.example',
    ])
    const calendar = (index: number) =>
      sink.letters[index]?.mail.attachments
        .find(({ contentType }) => contentType.includes('ics'))
        ?.content.toString() ?? ''
    const sent = calendar(0).replaceAll('\r\n ', '')
    expect(sent).toContain('METHOD:REQUEST')
    expect(sent).toContain('DTSTART:20261123T080000Z')
    expect(sent).toContain('DTEND:20261123T083000Z')
    expect(sent).toContain('mailto:mara@tallybarn.example')
    expect(sink.letters.find(({ recipients }) => recipients[0]?.startsWith('ida'))?.mail.text).toContain(
      booked.manageUrl,
    )

    const path = new URL(booked.manageUrl).pathname
    const form = (fields: Record<string, string>) => {
      const body = new URLSearchParams(fields).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) }
      return app.request(path, { body, headers, origin: null })
    }
    expect((await form({ at: String(second) })).status).toBe(303)
    expect((await form({ do: 'cancel' })).status).toBe(303)
    expect((await form({ do: 'cancel' })).status).toBe(303)
    await letters.runOnce()
    await letters.stop()

    const methods = sink.letters.map((_letter, index) => /METHOD:(\w+)/.exec(calendar(index))?.[1])
    const versions = sink.letters.map((_letter, index) => /SEQUENCE:(\d+)/.exec(calendar(index))?.[1])
    expect(methods).toEqual(['REQUEST', 'REQUEST', 'REQUEST', 'REQUEST', 'CANCEL', 'CANCEL'])
    expect(versions).toEqual(['0', '0', '1', '1', '2', '2'])
    const { db } = app.deps.store
    expect(await db.selectFrom('booked_times').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('booking_letters').select('letter_json').distinct().execute()).toEqual([
      { letter_json: '{}' },
    ])
    expect(await (await app.request(path, { origin: null })).text()).toContain('Meeting cancelled')
  })

  test('a letter the mail server does not take is tried again later and kept', async () => {
    const sink = await openSmtpSink()
    const app = await createTestApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const letters = startLetters(app.deps)
    await openCalendar(app)
    const visitor = await hotVisitor(app)
    await bookedFor(app, visitor, (await slotsFor(app, visitor)).slots[0])
    sink.refuseWith(451)
    await letters.runOnce()
    sink.refuseWith(0)
    expect(await letters.runOnce()).toBe(0)
    app.clock.pass(60_000)
    expect(await letters.runOnce()).toBe(2)
    await letters.stop()
    expect(sink.letters).toHaveLength(2)
  })

  test('looking at the link changes nothing, a made-up one leads nowhere, and the file is there without a mail server', async () => {
    const app = await createTestApp(await openTestStore())
    await openCalendar(app)
    const visitor = await hotVisitor(app)
    const { manageUrl } = await bookedFor(app, visitor, (await slotsFor(app, visitor)).slots[0])
    const path = new URL(manageUrl).pathname

    const page = await app.request(path, { origin: null })
    expect(page.status).toBe(200)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    // In the visitor's own time.
    expect(await page.text()).toMatch(/Monday,? 23 November 2026 at 03:00 \(America\/New York\)/)
    const file = await app.request(`${path}.ics`, { origin: null })
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(await file.text()).toContain('METHOD:PUBLISH')
    expect((await slotsFor(app, visitor)).booking?.manageUrl).toBe(manageUrl)
    const form = 'application/x-www-form-urlencoded'
    for (const [body, type, status] of [
      ['at=NaN', form, 409],
      ['at=1e999', form, 409],
      ['at=%00', form, 409],
      ['', form, 409],
      ['{"do":"cancel"}', 'application/json', 415],
      [`do=cancel&x=${'x'.repeat(2000)}`, form, 413],
    ] as const) {
      const headers = { 'content-type': type, 'content-length': String(body.length) }
      const answer = await app.request(path, { method: 'POST', body, headers, origin: null })
      expect([body.slice(0, 20), answer.status]).toEqual([body.slice(0, 20), status])
    }
    expect((await slotsFor(app, visitor)).booking?.startsAt).toBe(Date.UTC(2026, 10, 23, 8))
    for (const wrong of ['/b/x', `/b/${'A'.repeat(43)}`, `${path}A`, `/b/${'A'.repeat(43)}.ics`]) {
      expect([wrong, (await app.request(wrong, { origin: null })).status]).toEqual([wrong, 404])
    }
  })
})

const COLD = { q_need: 'comparing', q_size: 's1_10', q_role: 'specialist', q_timeline: 'none', q_budget: 'under_3k' }
