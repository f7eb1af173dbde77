import { describe, expect, it } from 'vitest'
import type { SendTools } from '#server/delivery/connectors/define-connector.ts'
import { email } from '#server/delivery/connectors/email.ts'
import { createEgress } from '#server/delivery/egress.ts'
import { createMail } from '#server/delivery/mail.ts'
import { openRawSink } from './sink.ts'
import { openSmtpSink } from './smtp-sink.ts'

const lead = {
  id: '01998a5e-7b1c-7c3e-8a2b-5f2c9d1e0a44',
  name: 'Ida Lund',
  email: 'ida@nordvik-cold.example',
  company: 'Nordvik Cold',
  stage: 'sal',
  temperature: 'hot',
  score: { total: 87, fit: 70, engagement: 17 },
  reasons: [
    { points: 10, reason: 'Many sites' },
    { points: 15, reason: 'Yearly budget $24k+' },
    { points: -5, reason: 'No plan' },
  ],
  owner: { name: 'Mara Veld', email: 'mara@tallybarn.example' },
  answers: [{ field: 'need', question: 'What should counting fix?', answer: 'Many sites' }],
  source: 'newsletter',
  url: 'https://tallybarn.example/pricing',
  createdAt: 1,
}

describe('an e-mail alert', () => {
  it('begins with what somebody was promised an answer to, and says that a lead is partial', async () => {
    const smtp = await openSmtpSink()
    const questions = [
      { text: 'SSO?', reply: 'Yes.', askedAt: '2026-11-22T09:00:00.000Z' },
      { text: 'Does it read <b>Code 39</b>?', reply: null, askedAt: '2026-11-22T09:00:00.000Z' },
    ]
    await send(smtp.url, { lead: { ...lead, partial: true, questions } })
    const { text, html, subject } = smtp.letters[0]?.mail ?? {}
    expect(subject).toMatch(/^Hot lead, partial: /)
    expect(text).toContain('They asked, and wait for your answer\nDoes it read <b>Code 39</b>?\n')
    expect(text).not.toContain('SSO?')
    expect(html).toContain('Does it read &lt;b&gt;Code 39&lt;/b&gt;?')
  })

  it('says who, how hot and why, and links to the lead card', async () => {
    const smtp = await openSmtpSink()
    expect(await send(smtp.url, { lead })).toMatchObject({ ok: true, status: 250 })
    const [letter] = smtp.letters
    expect(letter?.recipients).toEqual(['sales@tallybarn.example'])
    expect(letter?.mail).toMatchObject({
      subject: 'Hot lead: Ida Lund, Nordvik Cold — Yearly budget $24k+',
      from: { text: '"Parley" <parley@tallybarn.example>' },
      replyTo: { value: [{ name: 'Ida Lund', address: 'ida@nordvik-cold.example' }] },
      messageId: '<delivery-1@tallybarn.example>',
    })
    expect(letter?.mail.text).toBe(`Ida Lund, Nordvik Cold
Hot lead, score 87 (fit 70, engagement 17)
ida@nordvik-cold.example
Assigned to Mara Veld

Why
 +15  Yearly budget $24k+
 +10  Many sites
  −5  No plan

What they said
What should counting fix?
  Many sites

Where
Source: newsletter
Page: https://tallybarn.example/pricing

Open the lead: https://parley.example/studio/leads/01998a5e-7b1c-7c3e-8a2b-5f2c9d1e0a44
A reply to this message goes to the lead.
`)
    expect(letter?.mail.html).toContain('href="https://parley.example/studio/leads/01998a5e')
  })

  it('tells the job, the company and the campaign where they are known', async () => {
    const smtp = await openSmtpSink()
    const known = {
      ...lead,
      title: 'VP Operations',
      companyDetails: { industry: 'logistics', staff: 1200, country: 'NO' },
      campaign: { medium: 'email', campaign: 'autumn' },
    }
    await send(smtp.url, { lead: known })
    const [letter] = smtp.letters
    const about = 'VP Operations · Logistics and transport · 1,200 staff · Norway'
    expect(letter?.mail.text).toContain(`ida@nordvik-cold.example\n${about}\nAssigned`)
    expect(letter?.mail.text).toContain('Source: newsletter · email · autumn')
    expect(letter?.mail.html).toContain(about)
  })

  it('goes to each recipient by envelope, and to nobody that a visitor names', async () => {
    const smtp = await openSmtpSink()
    const hostile = {
      ...lead,
      name: 'Ida\r\nBcc: evil@evil.example\r\n\r\nhi',
      company: 'a,\u202eb\u200b <evil@evil.example>',
      email: 'evil@evil.example, more@evil.example',
    }
    await send(smtp.url, { lead: hostile }, ['a@tallybarn.example', 'b@tallybarn.example'])
    const [letter] = smtp.letters
    expect(letter?.recipients).toEqual(['a@tallybarn.example', 'b@tallybarn.example'])
    expect(letter?.mail.bcc).toBeUndefined()
    expect(letter?.mail.replyTo).toBeUndefined()
    expect(letter?.mail.subject).toBe(
      'Hot lead: Ida Bcc: evil@evil.example hi, a, b <evil@evil.example> — Yearly budget $24k+',
    )
  })

  it('shows what a visitor wrote as text', async () => {
    const smtp = await openSmtpSink()
    const markup = `"><img src=x onerror=alert(1)><script>alert('x')</script>`
    const hostile = {
      ...lead,
      name: markup,
      answers: [{ question: markup, answer: '{{email}}' }],
      url: 'javascript:alert(1)',
    }
    await send(smtp.url, { lead: hostile })
    const html = String(smtp.letters[0]?.mail.html)
    expect(html).not.toMatch(/<img|<script|href="javascript/)
    expect(html).toContain('&lt;script&gt;')
    expect(html).toContain('{{email}}')
  })

  it('of a lead that left little is still readable', async () => {
    const smtp = await openSmtpSink()
    await send(smtp.url, { lead: { id: 'x', email: 'ida@nordvik-cold.example' } })
    expect(smtp.letters[0]?.mail).toMatchObject({ subject: 'Lead: ida@nordvik-cold.example' })
  })

  it.for([
    [550, 'mail_refused'],
    [451, 'mail_refused'],
  ] as const)('that the mail server answers with %i is %s', async ([code, problem]) => {
    const smtp = await openSmtpSink()
    smtp.refuseWith(code)
    const outcome = await send(smtp.url, { lead })
    expect(outcome).toMatchObject({ ok: false, code: problem, status: code, response: `${code} No such luck` })
  })

  it('that finds no mail server says so', async () => {
    expect(await send('smtp://127.0.0.1:1', { lead })).toMatchObject({
      ok: false,
      code: 'connect_failed',
      status: null,
    })
    expect(await send(null, { lead })).toMatchObject({ ok: false, code: 'mail_not_configured' })
  })

  it('that meets something else than a mail server fails', async () => {
    const host = await openRawSink(socket => socket.end())
    const { port } = new URL(`http://${host}`)
    expect(await send(`smtps://127.0.0.1:${port}`, { lead })).toMatchObject({ ok: false, status: null })
  })

  it.for([
    ['a@x.example\r\nBcc: b@x.example'],
    ['a@x.example,b@x.example'],
    ['a@x.example; b@x.example'],
    ['Name <a@x.example>'],
    ['a@x.example\u0000'],
    ['a\u202e@x.example'],
    ['a\u200b@x.example'],
    [`${'a'.repeat(65)}@x.example`],
    ['a@'],
    [''],
  ])('is not sent to %j', ([address]) => {
    expect(email.open({ to: [address] }).ok).toBe(false)
  })

  it('has 1 to 20 recipients', () => {
    const to = (count: number) => Array.from({ length: count }, (_, at) => `a${at}@x.example`)
    expect([0, 1, 20, 21].map(count => email.open({ to: to(count) }).ok)).toEqual([false, true, true, false])
  })
})

function send(smtpUrl: string | null, payload: unknown, to = ['sales@tallybarn.example']) {
  const opened = email.open({ to })
  if (!opened.ok) throw new Error(JSON.stringify(opened.errors))
  const from = 'Parley <parley@tallybarn.example>'
  const tools: SendTools = {
    egress: createEgress({ allow: [] }),
    mail: smtpUrl === null ? null : createMail({ smtpUrl, from }),
    now: () => 0,
    publicUrl: 'https://parley.example',
  }
  const delivery = { id: 'delivery-1', event: 'lead.qualified', createdAt: 0, payload }
  return opened.connector.send({ secret: null, delivery }, tools)
}
