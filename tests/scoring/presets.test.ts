import { describe, expect, test } from 'vitest'
import type { Facts } from '#flows/condition.ts'
import { templates } from '#flows/templates/index.ts'
import type { BehaviorFact } from '#server/scoring/behavior.ts'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { flagScore } from '#server/scoring/flag-score.ts'
import { foldLedger } from '#server/scoring/ledger.ts'
import { bant } from '#server/scoring/presets/bant.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { scoreLead } from '#server/scoring/score.ts'
import { type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import { factsOfModel } from '#server/scoring/score-plan.ts'

describe.each(Object.entries(presets))('the preset %s', (name, preset) => {
  test('has the shape of a model, and its own name', () => {
    expect(scoreModelSchema.parse(preset)).toEqual(preset)
    expect(preset.preset).toBe(name)
  })

  test('passes its checks', () => {
    expect(checkScoreModel(preset)).toEqual([])
  })
})

describe('the preset bant', () => {
  const pages = templates.filter(({ framework }) => framework === undefined)
  test.each(pages.map(({ id, flow }) => ({ id, flow })))('knows every option of the template $id', ({ flow }) => {
    const codes = checkScoreModel(bant, flow).map(finding => finding.code)
    expect(codes.filter(code => code !== 'hot_unreachable')).toEqual([])
  })

  test('gives the published points', () => {
    expect(Object.fromEntries(bant.fit.map(rule => [rule.id, rule.points]))).toEqual({
      need: { many_sites: 10, spreadsheets: 8, erp_mismatch: 10, comparing: 0, customer: 0, elsewhere: 0 },
      size: { s1_10: -10, s11_49: 5, s50_500: 15, s501_1000: 10, s1001: 8 },
      role: { executive: 15, head: 12, manager: 8, specialist: 3, consultant: 0, student: 0 },
      timeline: { month: 15, quarter: 12, half_year: 6, later: 0, none: -5 },
      budget: { under_3k: -5, b3_8k: 6, b8_24k: 12, b24k: 15, not_set: 4, not_said: 0 },
      priority_account: 0,
    })
    expect(Object.fromEntries(bant.engagement.rules.map(rule => [rule.id, rule.points]))).toEqual({
      pricing_page: 5,
      return_visit: 4,
      calculator: 4,
      case_study: 5,
      demo_page: 3,
      demo_request: 12,
      guide: 4,
      content: 4,
      case_study_told: 5,
      colleague: 5,
      idle: -10,
      careers_page: 0,
    })
    expect(bant.engagement).toMatchObject({ cap: 30, halfLifeDays: 30 })
    expect(bant.thresholds).toEqual({ hot: { score: 60, fit: 40 }, cold: { below: 30 } })
  })
})

describe('the presets of the guides', () => {
  test('low-scale gives the published points', () => {
    expect(pointsOf(presets['low-scale'])).toEqual({
      staff_up_to_10: 0,
      staff_11_1000: 5,
      staff_over_1000: -5,
      priority_account: 5,
      student: -10,
      pricing_page: 5,
      file: 3,
      content: 3,
      email_open: 1,
      email_click: 3,
      offer: 5,
      unsubscribed: -20,
      ebook: 6,
      checklist: 3,
      infographic: 4,
      seen_only: -2,
      idle: -3,
      colleague: 2,
      careers_page: 0,
    })
  })

  test.each([
    [{ 'size.min': 1, 'size.max': 10 }, 0],
    [{ 'size.min': 11, 'size.max': 49 }, 5],
    [{ 'size.min': 501, 'size.max': 1000 }, 5],
    [{ 'size.min': 1001 }, -5],
    [{ 'company.staff': 300 }, 5],
    [{ size: 's1_10', 'size.min': 1, 'size.max': 10, 'company.staff': 300 }, 0],
  ])('low-scale knows one band of staff: %j is worth %i', (facts, fit) => {
    expect(fitOf(presets['low-scale'], facts)).toBe(fit)
  })

  test('hundred gives the published points, at most twenty a criterion and a hundred in all', () => {
    const { hundred } = presets
    expect(pointsOf(hundred)).toMatchObject({
      article: 5,
      guide: 10,
      webinar: 15,
      contact: 20,
      trial: 20,
      moved_on: 10,
    })
    expect(hundred.caps.every(({ most }) => most === 20)).toBe(true)
    expect(hundred.fitCap + hundred.engagement.cap).toBe(100)
  })

  test('global gives the published points', () => {
    expect(pointsOf(presets.global)).toEqual({
      role: { executive: 20, head: 10, manager: 10 },
      technology: 15,
      staff_50_500: 10,
      country: 5,
      priority_account: 10,
      student: -20,
      pricing_page: 15,
      case_study: 10,
      case_study_told: 10,
      webinar: 20,
      demo_link: 25,
      demo_link_mail: 25,
      colleague: 5,
      demo_request: 20,
      email: 5,
      unsubscribed: -10,
      careers_page: -5,
      support_ticket: -3,
    })
    expect(presets.global.thresholds).toEqual({ hot: { score: 51, fit: 0 }, cold: { below: 25 } })
    expect(presets.global.sal).toEqual({ score: 51 })
    expect(presets.global.milestones).toEqual([{ id: 'demo_invitation', label: 'Invite to a demo', score: 75 }])
  })

  const PAGE = { type: 'page_viewed', path: '/customers/cold-store' } as const
  const TOLD = { type: 'case_study_read', title: 'Cold store' } as const
  const SITE = {
    type: 'ebook_downloaded',
    file: '/guide.pdf',
    title: 'Counting',
    content: 'content_downloaded',
  } as const
  const MAILER = { type: 'ebook_downloaded', title: 'counting' } as const
  const stage = (name: string) => ({ type: 'crm_stage_changed', properties: { stage: name } }) as const
  test.each<[keyof typeof presets, string, readonly Partial<BehaviorFact>[], number]>([
    ['bant', 'a case study counts once, seen or told', [PAGE, TOLD], 5],
    ['bant', 'a told case study counts as the page does', [TOLD], 5],
    ['bant', 'an e-book that the site names counts as a guide', [ebook(SITE)], 4],
    ['global', 'a case study counts once, seen or told', [PAGE, TOLD], 10],
    ['global', 'any mail that was clicked is not the one that matters', [{ type: 'email_clicked' }], 0],
    ['global', 'the mail that matters', [mail({ subject: 'Our pricing' })], 5],
    [
      'global',
      'a demo link counts once, in a mail or on the site',
      [mail({ link: 'https://x.example/demo' }), { path: '/demo' }],
      25,
    ],
    ['hundred', 'an e-book told twice counts once', [ebook(SITE), MAILER], 10],
    [
      'hundred',
      'an article that the list names counts once',
      [{ path: '/blog/a', content: 'article_read', title: 'A', properties: { content: 'article' } }],
      5,
    ],
    ['hundred', 'a stage ahead counts, one back does not', [stage('Proposal'), stage('Discovery')], 10],
    ['hundred', 'a stage of Parley counts', [{ type: 'stage_reached', properties: { stage: 'sal' } }], 10],
    ['low-scale', 'an e-book of the site is six and no file', [ebook(SITE)], 6],
    [
      'low-scale',
      'a white paper of the site is a file',
      [{ ...SITE, type: 'white_paper_downloaded', properties: { content: 'white_paper' } }],
      3,
    ],
  ])('%s: %s', (name, _title, acts, points) => {
    const events = acts.map((act, index): BehaviorFact => {
      return { id: `a${index}`, type: 'page_viewed', path: '', ...act, at: index }
    })
    const { entries } = scored(presets[name], {}, events)
    expect(
      foldLedger(
        entries.filter(({ ruleId }) => ruleId !== 'idle'),
        presets[name],
        events.length,
      ).engagement,
    ).toBe(points)
  })

  test.each(Object.entries(presets))('%s flags who is busy and a poor fit', (_name, model) => {
    const facts = { 'email.domain': 'university.example' }
    expect(flagScore(model, facts, { fit: 0, engagement: 60 })).toEqual({ ...facts, 'flag.busy_poor_fit': true })
    expect(flagScore(model, facts, { fit: 40, engagement: 60 })).toBe(facts)
  })

  test.each(Object.entries(presets))('%s leaves competitors out altogether, by address or company', (_name, model) => {
    for (const domain of [
      { 'email.domain': 'eu.competitor.example' },
      { 'email.domain': 'gmail.com', 'company.domain': 'competitor.example' },
    ]) {
      const { entries, disqualified } = scored(model, { ...domain, 'role.level': 'executive' })
      expect([entries, disqualified?.rule]).toEqual([[], 'competitor'])
    }
  })

  test.each(Object.entries(presets))('%s reads no trait that law protects', (_name, model) => {
    expect(
      factsOfModel(model).filter(fact => /\bage|gender|sex|birth|religion|ethnic|nation|health/.test(fact)),
    ).toEqual([])
  })
})

function ebook(act: Partial<BehaviorFact>): Partial<BehaviorFact> {
  return { ...act, properties: { content: 'ebook' } }
}

function mail(properties: Readonly<Record<string, string>>): Partial<BehaviorFact> {
  return { type: 'email_clicked', properties }
}

function scored(model: ScoreModel, facts: Facts, events: readonly BehaviorFact[] = []) {
  const labels = (_fact: string, value: string) => value
  return scoreLead({ model, modelRevision: 'rev', facts, labels, events, colleagues: 0, at: events.length })
}

function fitOf(model: ScoreModel, facts: Facts): number {
  return scored(model, facts)
    .entries.filter(({ group }) => group === 'fit')
    .reduce((sum, { points }) => sum + points, 0)
}

function pointsOf({ fit, engagement }: ScoreModel) {
  return Object.fromEntries([...fit, ...engagement.rules].map(rule => [rule.id, 'points' in rule ? rule.points : null]))
}

describe('a model from outside is refused', () => {
  test.each([
    ['with a key nobody knows', { ...bant, secret: 1 }],
    ['with half points', { ...bant, mql: { score: 30.5 } }],
    ['without thresholds', { ...bant, thresholds: undefined }],
    ['of another format', { ...bant, format: 2 }],
    ['with a kind of rule nobody knows', { ...bant, fit: [{ id: 'a', kind: 'script', points: 1 }] }],
    [
      'with a condition nobody knows',
      { ...bant, disqualify: [{ id: 'a', when: { fact: 'x', like: 'y' }, reason: 'R' }] },
    ],
    ['with a reward for doing nothing', withEngagement({ id: 'idle', kind: 'idle', days: 3, points: 5, reason: 'R' })],
    ['with a half-life of nothing', { ...bant, engagement: { ...bant.engagement, halfLifeDays: 0 } }],
    ['with a rule id in words', withEngagement({ id: 'Idle days', kind: 'colleague', points: 5, reason: 'R' })],
  ])('%s', (_title, model) => {
    expect(scoreModelSchema.safeParse(model).success).toBe(false)
  })
})

function withEngagement(rule: object) {
  return { ...bant, engagement: { ...bant.engagement, rules: [rule] } }
}
