import { expect, test } from 'vitest'
import type { LeadNews, LeadRow, LeadsPage } from '#server/http/api-type.ts'
import { loadSiteSettings } from '#server/publishing/site-settings.ts'
import { addDestination, answered, HOT_ANSWERS, newSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead, publishFlow } from './leads.ts'
import { type Client, codeOf, setUpStudio } from './setup.ts'

const HOSTILE = '<img src=x onerror=alert(1)>"\'</script>{{email}}'

const NOWHERE = {
  site: { id: '', key: '' },
  release: { id: '', number: 0, flowRevision: '', modelRevision: '', routingRevision: '' },
}

async function page(client: Client, path: string): Promise<LeadsPage> {
  const response = await client.get(path)
  expect(response.status).toBe(200)
  return (await response.json()) as LeadsPage
}

async function allPages(client: Client, query: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const found: LeadsPage = await page(client, `/leads?${query}${cursor && `&cursor=${cursor}`}`)
    ids.push(...found.leads.map(({ id }) => id))
    cursor = found.next
  }
  return ids
}

describeOnBoth('the inbox', openTestStore => {
  test('puts what waits for a verdict first, by the priority of its source and then by score, over all pages once each', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    const add = (source_priority: number, score: number, stage: 'mql' | 'lead' = 'mql') => {
      studio.pass(1000)
      return addLead(studio.deps, { workspace_id: studio.workspaceId, source_priority, score, stage })
    }
    const usual = await add(3, 90.5)
    const first = await add(1, 20)
    const rest = await add(1, 100, 'lead')
    const twin = await add(1, 20)
    const strong = await add(1, 45)
    const last = await add(5, 99)
    const newer = await add(5, 1, 'lead')

    const order = [strong, twin, first, usual, last, newer, rest]
    for (const limit of [1, 2, 3, 7]) expect(await allPages(client, `limit=${limit}`)).toEqual(order)
  })

  test('leaves what marketing works with out of the queue of sales until it is an MQL, and shows it to marketers', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [sales, marketer] = [await studio.member('sales'), await studio.member('marketer')]
    const add = (name: string, lead: Partial<Parameters<typeof addLead>[1]>) =>
      addLead(studio.deps, { workspace_id: studio.workspaceId, name, source_owner: 'marketing', ...lead })
    const young = await add('Ida Young', { stage: 'lead' })
    const again = await add('Bo Again', { stage: 'recycled' })
    const ripe = await add('Ann Ripe', { stage: 'mql' })
    const own = await add('Per Own', { stage: 'lead', source_owner: 'sales' })

    const found = async (client: Client, query = '') => (await allPages(client, query)).toSorted()
    expect(await found(sales)).toEqual([ripe, own].toSorted())
    expect(await found(sales, 'queue=marketing')).toEqual([young, again].toSorted())
    expect(await found(sales, 'q=ida')).toEqual([young])
    expect(await found(marketer)).toEqual([young, again, ripe, own].toSorted())
    expect(await found(marketer, 'queue=sales')).toEqual([ripe, own].toSorted())
    expect(await page(sales, '/leads')).toMatchObject({ queue: 'sales', withMarketing: 2, counts: { all: 2 } })
    expect(await page(marketer, '/leads?queue=marketing&limit=1')).toMatchObject({
      queue: 'marketing',
      withMarketing: 2,
      leads: [{ withMarketing: true }],
    })
  })

  test('tells the destinations of a verdict, and of a lead they do not know only once it is accepted', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    const workspace_id = studio.workspaceId
    await publishFlow(studio.deps, workspace_id)
    await addDestination(studio)
    const queued = async (lead_id: string) =>
      (
        await studio.deps.store.db
          .selectFrom('deliveries')
          .select('event')
          .where('lead_id', '=', lead_id)
          .orderBy('id')
          .execute()
      ).map(({ event }) => event)
    const [refused, taken] = [
      await addLead(studio.deps, { workspace_id }),
      await addLead(studio.deps, { workspace_id }),
    ]

    await client.post(`/leads/${refused}/reject`, { reason: 'spam' })
    await client.post(`/leads/${taken}/accept`)
    expect(await queued(refused)).toEqual([])
    expect(await queued(taken)).toEqual(['lead.qualified'])

    await client.post(`/leads/${taken}/undo`)
    expect(await queued(taken)).toEqual(['lead.qualified', 'lead.updated'])
  })

  test('puts the newest of equal leads first, over all pages once each', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    const workspace_id = studio.workspaceId
    const waiting: string[] = []
    const rest: string[] = []
    for (let index = 0; index < 12; index += 1) {
      studio.pass(index % 3 === 0 ? 0 : 1000)
      const stage = index % 2 === 0 ? 'mql' : index % 4 === 1 ? 'lead' : 'sal'
      const id = await addLead(studio.deps, { workspace_id, stage })
      if (stage === 'lead') rest.unshift(id)
      else waiting.unshift(id)
    }

    expect(await allPages(client, 'limit=2')).toEqual([...waiting, ...rest])
    expect(await allPages(client, 'limit=5&sort=newest')).toHaveLength(12)
  })

  test('shows what is held back by itself, and lets it through for those who may decide', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    const { releaseId: release } = await publishFlow(studio.deps, studio.workspaceId)
    const { key: site } = await loadSiteSettings(studio.deps.store.db, studio.deps.config, studio.workspaceId)
    for (const [email, website] of [
      ['robot@spam.example', 'x'],
      ['ida@nordvik-cold.example', undefined],
    ] as const) {
      const events = answered({ ...HOT_ANSWERS, q_email: email })
      const request = { ...newSession(NOWHERE, { events, ...(website && { website }) }), site, release }
      const response = await studio.app.request('/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      })
      expect(response.status).toBe(201)
    }

    const held = await page(client, '/leads?held=yes')
    expect(held).toMatchObject({ held: 1, leads: [{ email: 'robot@spam.example', quarantine: 'honeypot' }] })
    const path = `/leads/${held.leads[0]?.id}/trust`
    expect((await (await studio.member('viewer')).post(path)).status).toBe(403)
    const row = (await (await client.post(path)).json()) as LeadRow
    expect(row).toMatchObject({ quarantine: null, outcome: 'sales', temperature: 'hot' })
    expect(await codeOf(await client.post(path))).toBe('conflict')
    expect(await page(client, '/leads')).toMatchObject({ held: 0, counts: { all: 2 } })
  })

  test('says why in the strongest reasons, and until when the owner has to answer', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    const { workspaceId: workspace_id, deps } = studio
    const lead = await addLead(deps, { workspace_id })
    const reasons = [
      [15, 'Live by: this month'],
      [4, 'Came back within a week'],
      [10, 'Many sites'],
      [-10, 'Small company'],
    ] as const
    await deps.store.write(async trx => {
      for (const [points, reason] of reasons) {
        const entry = { rule_id: 'r', evidence_json: '{}', model_revision: 'm', at: 0, half_life_days: null }
        await trx
          .insertInto('ledger_entries')
          .values({ workspace_id, lead_id: lead, id: reason, group: 'fit', points, reason, ...entry })
          .execute()
      }
      for (const [at, due_at] of [
        [1, 500],
        [2, 9000],
      ] as const) {
        await trx
          .insertInto('routing_decisions')
          .values({
            workspace_id,
            lead_id: lead,
            id: `d${at}`,
            session_id: 's',
            after_seq: 1,
            step: 'route',
            outcome: 'sales',
            rule_id: 'hot',
            owner_id: null,
            team_id: null,
            due_at,
            record_json: '{}',
            routing_revision: 'r',
            at,
          })
          .execute()
      }
    })

    const { leads } = await page(client, '/leads')

    expect(leads[0]).toMatchObject({ why: 'Live by: this month · Many sites', dueAt: 9000, waiting: true })
  })
})

describeOnBoth('the stream of news', openTestStore => {
  test('tells an open inbox of a new lead of its workspace, and of no other', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')
    const foreign = await addLead(studio.deps, { workspace_id: await studio.otherWorkspace() })
    const own = await addLead(studio.deps, { workspace_id: studio.workspaceId, name: 'Ingrid Vik' })
    const response = await client.get('/leads/stream')
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()

    studio.deps.live.publish(studio.workspaceId, { type: 'lead', lead: foreign, change: 'created' })
    studio.deps.live.publish(studio.workspaceId, { type: 'lead', lead: own, change: 'created' })
    let text = ''
    while (!text.includes('data: ')) text += (await reader?.read())?.value ?? ''
    await reader?.cancel()

    const [, data = ''] = /event: lead\ndata: (.*)\n\n/.exec(text) ?? []
    const news = JSON.parse(data) as LeadNews
    expect(news).toMatchObject({ change: 'created', lead: { id: own, name: 'Ingrid Vik', waiting: true } })
    expect(text).not.toContain(foreign)
  })
})

describeOnBoth('text of visitors', openTestStore => {
  test('comes back as it was, as JSON that no browser takes for a page', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')
    await publishFlow(studio.deps, studio.workspaceId)
    const parts = { name: HOSTILE, company: HOSTILE, source: HOSTILE, page_url: `https://x.example/?${HOSTILE}` }
    const id = await addLead(studio.deps, { workspace_id: studio.workspaceId, ...parts })

    for (const path of ['/leads', `/leads/${id}`]) {
      const response = await client.get(path)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(JSON.stringify(await response.json())).toContain(JSON.stringify(HOSTILE).slice(1, -1))
    }
  })
})

describeOnBoth('the CSV export', openTestStore => {
  test('has every lead with its answers in words, guarded', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('marketer')
    const { deps, workspaceId: workspace_id } = studio
    const { releaseId } = await publishFlow(deps, workspace_id)
    await addLead(deps, {
      workspace_id,
      name: '=HYPERLINK("https://evil.example")',
      company: 'Søren, "Vik"\nand sons',
      fit: -5,
      release_id: releaseId,
      facts_json: JSON.stringify({ size: 's50_500', 'size.min': 50, role: 'executive', message: '＝cmd' }),
    })
    for (let index = 0; index < 510; index += 1) await addLead(deps, { workspace_id, release_id: releaseId })

    const response = await client.get('/leads.csv')
    const text = await response.text()

    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="parley-leads-\d{4}-\d\d-\d\d\.csv"$/,
    )
    const [header = '', first = ''] = text.split('\r\n')
    expect(header).toMatch(/^\uFEFF?"lead_id","created_at"/)
    expect(header).toContain('"answer_size","answer_role"')
    expect(first).toContain(`"'=HYPERLINK(""https://evil.example"")"`)
    expect(first).toContain('"Søren, ""Vik""\nand sons"')
    expect(first).toContain('"-5"')
    expect(text.split('\r\n').filter(Boolean)).toHaveLength(1 + 511)
    expect(first).toMatch(/50.500/)
    if (header.includes('answer_message')) expect(first).toContain(`"'＝cmd"`)
  }, 30_000)
})
