import type { Trigger } from './automation-spec.ts'
import type { LeadMark } from './lead-mark.ts'

/** What set an automation off, for its log. */
export type TriggerSeen =
  | {
      readonly kind: 'score'
      readonly measure: 'score' | 'fit' | 'engagement'
      /** Null = the lead is new. */
      readonly from: number | null
      readonly to: number
      readonly at: number
    }
  | { readonly kind: 'temperature'; readonly from: string | null; readonly to: string }
  | { readonly kind: 'stage'; readonly from: string | null; readonly to: string }
  | { readonly kind: 'segment'; readonly move: 'enters' | 'leaves'; readonly segment: string }
  | { readonly kind: 'days_in_stage'; readonly stage: string; readonly days: number; readonly since: number }
  | { readonly kind: 'idle'; readonly days: number; readonly since: number }

/** Whether a change sets a trigger off. Those of segments and of time are seen elsewhere: they need more than the change. Pure. */
export function seeTrigger(trigger: Trigger, before: LeadMark | null, after: LeadMark): TriggerSeen | null {
  switch (trigger.kind) {
    case 'score': {
      const { measure, at, direction } = trigger
      const from = before?.[measure] ?? null
      const to = after[measure]
      const crossed =
        direction === 'up' ? (from === null || from < at) && to >= at : from !== null && from >= at && to < at
      return crossed ? { kind: 'score', measure, from, to, at } : null
    }
    case 'temperature':
      return before?.temperature !== after.temperature && after.temperature === trigger.to
        ? { kind: 'temperature', from: before?.temperature ?? null, to: after.temperature }
        : null
    case 'stage': {
      if (before?.stage === after.stage) return null
      const moved = trigger.move === 'enters' ? after.stage === trigger.stage : before?.stage === trigger.stage
      return moved ? { kind: 'stage', from: before?.stage ?? null, to: after.stage } : null
    }
    case 'segment':
    case 'days_in_stage':
    case 'idle':
      return null
  }
}
