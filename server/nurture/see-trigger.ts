import { gradeOf } from '../scoring/grade.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import { TEMPERATURES, type Trigger } from './automation-spec.ts'
import type { LeadMark } from './lead-mark.ts'

/** What set an automation off, for its log. `from` null = the lead is new. */
export type TriggerSeen =
  | {
      readonly kind: 'score'
      readonly measure: 'score' | 'fit' | 'engagement'
      readonly from: number | null
      readonly to: number
      readonly at: number
    }
  | { readonly kind: 'temperature'; readonly from: string | null; readonly to: string }
  | {
      readonly kind: 'milestone'
      readonly label: string
      readonly from: number | null
      readonly to: number
      readonly at: number
    }
  | { readonly kind: 'grade'; readonly from: string | null; readonly to: string }
  | { readonly kind: 'stage'; readonly from: string | null; readonly to: string }
  | { readonly kind: 'segment'; readonly move: 'enters' | 'leaves'; readonly segment: string }
  | {
      readonly kind: 'act'
      /** Id of the act, slug of its type, and what it was about. */
      readonly act: string
      readonly type: string
      readonly about: string | null
      readonly happenedAt: number
    }
  | { readonly kind: 'days_in_stage'; readonly stage: string; readonly days: number; readonly since: number }
  | { readonly kind: 'idle'; readonly days: number; readonly since: number }

interface Change {
  /** Null = the lead is new. */
  readonly before: LeadMark | null
  readonly after: LeadMark
  /** Of the lead; null = it is gone. */
  readonly model: Pick<ScoreModel, 'milestones' | 'grades'> | null
}

/**
 * Whether a change sets a trigger off. Those of segments, acts and time are seen elsewhere: they need more than the change.
 * Pure.
 */
export function seeTrigger(trigger: Trigger, change: Change): TriggerSeen | null {
  const { before, after, model } = change
  switch (trigger.kind) {
    case 'score': {
      const { measure, at, direction } = trigger
      const from = before?.[measure] ?? null
      const to = after[measure]
      const crossed = direction === 'up' ? isRisen(from, to, at) : from !== null && from >= at && to < at
      return crossed ? { kind: 'score', measure, from, to, at } : null
    }
    case 'temperature':
      return seeTemperature(trigger, before?.temperature ?? null, after.temperature)
    case 'milestone': {
      const line = model?.milestones?.find(({ id }) => id === trigger.milestone)
      const from = before?.score ?? null
      if (!line || !isRisen(from, after.score, line.score)) return null
      return { kind: 'milestone', label: line.label, from, to: after.score, at: line.score }
    }
    case 'grade':
      return seeGrade(trigger, change)
    case 'stage': {
      if (before?.stage === after.stage) return null
      const moved = trigger.move === 'enters' ? after.stage === trigger.stage : before?.stage === trigger.stage
      return moved ? { kind: 'stage', from: before?.stage ?? null, to: after.stage } : null
    }
    case 'segment':
    case 'act':
    case 'days_in_stage':
    case 'idle':
      return null
  }
}

/** All grades that are as good in both parts, or better. */
export function gradesFrom(atLeast: string): string[] {
  const letters = ['A', 'B', 'C', 'D'].filter(letter => letter <= atLeast.charAt(0))
  const digits = ['1', '2', '3', '4'].filter(digit => digit <= atLeast.charAt(1))
  return letters.flatMap(letter => digits.map(digit => `${letter}${digit}`))
}

function isRisen(from: number | null, to: number, line: number): boolean {
  return (from === null || from < line) && to >= line
}

function seeTemperature(
  { to, direction }: Extract<Trigger, { kind: 'temperature' }>,
  from: LeadMark['temperature'] | null,
  now: LeadMark['temperature'],
): TriggerSeen | null {
  if (now !== to || from === now) return null
  const rises = from === null || TEMPERATURES.indexOf(from) < TEMPERATURES.indexOf(now)
  if (direction !== 'any' && rises !== (direction === 'up')) return null
  return { kind: 'temperature', from, to: now }
}

function seeGrade(
  { atLeast }: Extract<Trigger, { kind: 'grade' }>,
  { before, after, model }: Change,
): TriggerSeen | null {
  const to = model && gradeOf(after, model)
  const from = model && before && gradeOf(before, model)
  const wanted = gradesFrom(atLeast)
  if (!to || !wanted.includes(to) || (from && wanted.includes(from))) return null
  return { kind: 'grade', from, to }
}
