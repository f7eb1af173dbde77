import type {
  Action,
  AutomationSpec,
  NurtureOptions,
  SavedTemplate,
  ScoreChoices,
  Segment,
  Trigger,
} from '#server/http/api-type.ts'
import { factInWords, tagInWords } from '../../fact-words.ts'
import { inWords } from '../../flows/conditions/condition-rows.ts'
import { actInWords } from '../../flows/points/rule-in-words.ts'
import { count, STAGES, TEMPERATURES } from '../../words.ts'
import { leadFacts } from '../lead-facts.ts'

/** Names that automations cite by id. */
export interface Cited {
  readonly options: NurtureOptions
  readonly acts: ScoreChoices['acts']
  readonly segments: readonly Segment[]
  readonly templates: readonly SavedTemplate[]
}

const DIRECTIONS = { up: 'rises to', down: 'falls to', any: 'becomes' } as const
const MEASURES = { score: 'score', fit: 'fit', engagement: 'engagement' } as const

/** `When the score rises to 75 or more and …, unless …: mail “Invitation to a demo”.` */
export function automationInWords(
  spec: AutomationSpec,
  cited: Cited,
): { readonly when: string; readonly what: string } {
  const facts = leadFacts(cited.options)
  const and = spec.and ? `, if ${inWords(spec.and, facts)}` : ''
  const unless = spec.unless ? `, unless ${inWords(spec.unless, facts)}` : ''
  const often = spec.againAfterDays === null ? 'Once per lead' : `Again after ${count(spec.againAfterDays, 'day')}`
  const actions = spec.actions.map(action => actionInWords(action, cited)).join(', then ')
  return { when: `When ${triggerInWords(spec.when, cited)}${and}${unless}`, what: `${capital(actions)}. ${often}.` }
}

/** What switching it on means for those who stand there already. */
export function startInWords({ when }: AutomationSpec): string {
  return when.kind === 'idle' || when.kind === 'days_in_stage'
    ? 'Those for whom the days have passed come first, within minutes.'
    : 'It looks at what happens from now on.'
}

export function triggerInWords(when: Trigger, { segments, options, acts }: Omit<Cited, 'templates'>): string {
  switch (when.kind) {
    case 'score':
      return when.direction === 'up'
        ? `the ${MEASURES[when.measure]} rises to ${when.at} or more`
        : `the ${MEASURES[when.measure]} falls below ${when.at}`
    case 'temperature':
      return `somebody ${DIRECTIONS[when.direction]} ${TEMPERATURES[when.to].toLowerCase()}`
    case 'milestone': {
      const line = options.named.milestones.find(({ id }) => id === when.milestone)
      return line ? `the score passes the line “${line.label}” (${line.score})` : 'the score passes (not chosen)'
    }
    case 'grade':
      return `somebody reaches grade ${when.atLeast}${when.atLeast === 'A1' ? '' : ' or better'}`
    case 'act':
      return `this happens: ${actInWords(when.act, acts)}`
    case 'stage':
      return `somebody ${when.move} the stage ${STAGES[when.stage]}`
    case 'segment':
      return `somebody ${when.move} the segment ${nameOf(segments, when.segment)}`
    case 'days_in_stage':
      return `somebody has been ${STAGES[when.stage]} for ${count(when.days, 'day')}`
    case 'idle':
      return `somebody has been silent for ${count(when.days, 'day')}`
  }
}

export function actionInWords(action: Action, { templates, options }: Pick<Cited, 'templates' | 'options'>): string {
  switch (action.kind) {
    case 'mail':
      return `mail ${nameOf(templates, action.template)}`
    case 'notify':
      return action.owner ? 'tell the owner' : `tell ${action.to.join(', ') || 'nobody yet'}`
    case 'push':
      return `send to ${nameOf(options.destinations, action.destination)}`
    case 'stage':
      return action.to === 'hold' ? 'put on hold' : 'give back to marketing'
    case 'hand_over':
      return handOverInWords(action, options)
    case 'fact':
      return noteInWords(action)
    case 'wait':
      return `wait ${count(action.for, action.unit === 'days' ? 'day' : 'hour')}`
  }
}

function handOverInWords({ to }: Extract<Action, { kind: 'hand_over' }>, { takers }: NurtureOptions): string {
  if (to.kind === 'route') return 'hand over by the routing, if nobody has it'
  return to.kind === 'person'
    ? `hand over to ${nameOf(takers.people, to.person)}`
    : `hand over to team ${nameOf(takers.teams, to.team)}`
}

function noteInWords({ fact, value }: Extract<Action, { kind: 'fact' }>): string {
  const tag = tagInWords(fact)
  if (tag && typeof value === 'boolean') return value ? `tag “${tag}”` : `take off the tag “${tag}”`
  return `note ${factInWords(fact)}: ${value === true ? 'yes' : String(value)}`
}

function nameOf(all: readonly { readonly id: string; readonly name: string }[], id: string): string {
  const found = all.find(one => one.id === id)
  return found ? `“${found.name}”` : '(not chosen)'
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
