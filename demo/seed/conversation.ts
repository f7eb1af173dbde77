import type { BehaviorEvent, SessionContext, SessionEventBody } from '#flows/api.ts'
import type { Facts } from '#flows/condition.ts'
import { contextFacts } from '#flows/context-facts.ts'
import { factsOf } from '#flows/fields/index.ts'
import type { Answer, Flow } from '#flows/flow.ts'
import { publicFlow } from '#flows/locale.ts'
import { createPlayer, type Played, type Player } from '#flows/play.ts'
import { isQualified, projectLead } from '#server/leads/project-lead.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'

/** Answers by field. */
export type Answers = Readonly<Record<string, Answer>>

/** An act on the site, so many minutes before the conversation began. */
export type Act = { readonly minutesBefore: number; readonly path: string } & (
  | { readonly type: 'page_viewed' }
  | { readonly type: 'downloaded'; readonly file: string }
)

/** Who somebody would be to sales, by the score alone. */
export type Standing = 'hot' | 'qualified' | 'unqualified'

/** A flow that can be talked through ahead of time, to know what will come of it. */
export interface Rehearsal {
  readonly flow: Flow
  /** The answers in the order asked, up to the first decision or the end. */
  say(context: SessionContext, answers: Answers): readonly SessionEventBody[]
  /** As if all questions were asked: an early way out disqualifies by the same answer. */
  judge(context: SessionContext, answers: Answers, acts: readonly Act[], at: number): Standing
}

export function rehearse(flow: Flow, model: ScoreModel): Rehearsal {
  const players = new Map<string, Player>()
  const playerIn = (locale: string) => {
    const known = players.get(locale) ?? createPlayer(publicFlow(flow, locale))
    players.set(locale, known)
    return known
  }
  const isDemo = flow.id === 'demo'

  return {
    flow,
    say: (context, answers) => talkThrough(playerIn(context.locale).start(context), answers).said,
    judge(context, answers, acts, at) {
      const told = Object.entries(flow.fields).flatMap(([id, field]) => {
        const value = answers[id]
        return value === undefined ? [] : [factsOf(id, field, value)]
      })
      const facts: Facts = Object.assign({}, contextFacts(context), ...told)
      const asked = { id: 'asked', type: 'demo_requested' as const, path: context.page.path, at }
      const { temperature, stage } = projectLead({
        release: { flow, model, modelRevision: 'rehearsal' },
        events: [...toBehavior(acts, at), ...(isDemo ? [asked] : [])],
        ...{ facts, colleagues: 0, askedForSales: isDemo, lastActiveAt: at, at },
      })
      if (temperature === 'hot') return 'hot'
      return isQualified({ outcome: 'trial', stage }) ? 'qualified' : 'unqualified'
    },
  }
}

/** The acts as the widget would send them. */
export function toBehavior(acts: readonly Act[], startedAt: number): Exclude<BehaviorEvent, { type: 'page_left' }>[] {
  return acts.map(({ minutesBefore, ...act }, index) => ({
    id: `act-${index + 1}`,
    at: Math.round(startedAt - minutesBefore * 60_000),
    ...act,
  }))
}

function talkThrough(start: Played, answers: Answers): { played: Played; said: SessionEventBody[] } {
  const said: SessionEventBody[] = []
  let played = start
  while (played.position.kind === 'ask') {
    const { id, field, optional } = played.position
    const value = answers[field]
    if (value === undefined && !optional) throw new Error(`There is no answer to ${id}.`)
    const event: SessionEventBody =
      value === undefined ? { type: 'skipped', step: id } : { type: 'answered', step: id, value }
    const accepted = played.accept(event)
    if (!accepted.ok) throw new Error(`${id} refuses its answer: ${accepted.detail}.`)
    said.push(event)
    played = accepted.played
  }
  return { played, said }
}
