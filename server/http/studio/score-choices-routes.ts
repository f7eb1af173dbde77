import { Hono } from 'hono'
import { EVENT_TYPES, type EventType } from '../../scoring/event-types.ts'
import { presets } from '../../scoring/presets/index.ts'
import type { ScoreChoices } from './score-choices-types.ts'
import type { StudioEnv } from './studio-env.ts'

const ABOUT = {
  bant: 'Budget, authority, need and timeline from the answers; acts count up to 30 and fade by half in 30 days.',
  'low-scale': 'One to ten points an item; content left at that and months of silence cost points.',
  hundred: 'A hundred points, at most twenty from one criterion, with grades and one number of a hundred.',
  global: 'Published numbers of a global guide: more than 50 go to sales, at 75 an invitation to a demo.',
} as const satisfies Record<keyof typeof presets, string>

const CHOICES: ScoreChoices = {
  presets: Object.entries(presets).map(([id, model]) => {
    return { id, label: model.name, about: ABOUT[id as keyof typeof ABOUT], model } // its keys are the presets'
  }),
  acts: Object.entries<EventType>(EVENT_TYPES).map(([slug, { label, group, about }]) => {
    return { slug, label, group, ...(about !== undefined && { about }) }
  }),
}

/** What a score model can be made of. The same for everybody. */
export function scoreChoicesRoutes() {
  return new Hono<StudioEnv>().get('/score-choices', c => c.json<ScoreChoices>(CHOICES))
}
