import { findEventType } from '../scoring/event-types.ts'
import type { TriggerSeen } from './see-trigger.ts'

const MEASURES = { score: 'Score', fit: 'Fit', engagement: 'Engagement' } as const

/** What set an automation off, as people read it in its log and in mails. No full stop. */
export function seenInWords(seen: TriggerSeen): string {
  switch (seen.kind) {
    case 'score': {
      const way = seen.to >= seen.at ? 'rose' : 'fell'
      if (seen.from === null) return `${MEASURES[seen.measure]} came in at ${whole(seen.to)}, past ${seen.at}`
      return `${MEASURES[seen.measure]} ${way} from ${whole(seen.from)} to ${whole(seen.to)}, past ${seen.at}`
    }
    case 'temperature':
      return seen.from === null ? `Came in ${seen.to}` : `Went from ${seen.from} to ${seen.to}`
    case 'milestone':
      return seen.from === null
        ? `Came in at ${whole(seen.to)}, past “${seen.label}” (${seen.at})`
        : `Score rose from ${whole(seen.from)} to ${whole(seen.to)}, past “${seen.label}” (${seen.at})`
    case 'grade':
      return seen.from === null ? `Came in with grade ${seen.to}` : `Went from grade ${seen.from} to ${seen.to}`
    case 'stage':
      return seen.from === null
        ? `Came in as ${stageWord(seen.to)}`
        : `Moved from ${stageWord(seen.from)} to ${stageWord(seen.to)}`
    case 'segment':
      return seen.move === 'enters' ? 'Entered the segment' : 'Left the segment'
    case 'act':
      return actInWords(seen)
    case 'days_in_stage':
      return `${stageWord(seen.stage)} for ${seen.days} ${seen.days === 1 ? 'day' : 'days'}`
    case 'idle':
      return `Idle for ${seen.days} ${seen.days === 1 ? 'day' : 'days'}`
  }
}

function actInWords({ type, about }: Extract<TriggerSeen, { kind: 'act' }>): string {
  const did = findEventType(type)?.past ?? type.replaceAll('_', ' ')
  return about === null ? did : `${did}: ${about}`
}

function whole(points: number): string {
  return String(Math.round(points))
}

function stageWord(stage: string): string {
  return stage.length === 3 ? stage.toUpperCase() : stage === 'hold' ? 'on hold' : stage
}
