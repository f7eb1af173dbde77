import { describe, expect, test } from 'vitest'
import { mailTemplate, textFor } from '#server/nurture/mail-template.ts'
import { renderMail } from '#server/nurture/render-mail.ts'

const render = (subject: string, body: string, values: Record<string, string> = {}) =>
  renderMail({ text: { subject, body, locale: 'en' }, values, imprint: '', unsubscribeUrl: 'https://p.example/u/x' })

describe('a mail', () => {
  test('shows what leads wrote as text, wherever it stands', () => {
    const evil = '<script>alert(1)</script>**bold**[x](https://evil.example){{owner.email}}'
    const { html, missing } = render('Hi {{contact.name}}', 'Hi {{contact.name}}', { 'contact.name': evil })

    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<strong>bold')
    expect(html).not.toContain('href="https://evil.example')
    expect(html).toContain('{{owner.email}}')
    expect(missing).toEqual([])
  })

  test('keeps its subject on one line', () => {
    const { subject } = render('Hi {{contact.name}}', 'x', { 'contact.name': 'Ida\r\nBcc: all@x.example\u202e' })

    expect(subject).toBe('Hi Ida Bcc: all@x.example')
  })

  test('leads only to web, mail and phone addresses', () => {
    const { html, missing } = render('x', '[go]({{owner.booking_link}}) [no](javascript:alert(1))', {
      'owner.booking_link': 'https://cal.example/mara?a=(1)&b="2"',
    })

    expect(html).toContain('href="https://cal.example/mara?a=%281%29&amp;b=%222%22"')
    expect(html).not.toContain('javascript:')
    expect(missing).toEqual([])
  })

  test('says in words what stands in, and names what has none', () => {
    const { text, missing } = render('{{company.name|your company}}', 'Hi {{contact.first_name|there}} {{owner.name}}')

    expect(text).toContain('Hi there')
    expect(missing).toEqual(['owner.name'])
  })

  test('is told in the lead’s language, its base language, or the one that stands in', () => {
    const texts = { en: { subject: 'Hello', body: 'x' }, de: { subject: 'Hallo', body: 'x' } }

    expect(textFor({ locale: 'en', texts }, 'de-AT')).toMatchObject({ subject: 'Hallo', locale: 'de' })
    expect(textFor({ locale: 'en', texts }, 'fr')).toMatchObject({ subject: 'Hello', locale: 'en' })
  })

  test('with a name that every object answers to is refused', () => {
    const texts = { en: { subject: 'x', body: '{{toString}} {{constructor.name}}' } }

    expect(mailTemplate.safeParse({ name: 'x', purpose: 'answer', locale: 'en', texts }).success).toBe(false)
  })
})
