import { expect, it } from 'vitest'
import { templates } from '#flows/templates/index.ts'
import { defaultRouting } from '#server/routing/default-routing.ts'
import { routingSchema } from '#server/routing/routing-config.ts'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { bant } from '#server/scoring/presets/bant.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import {
  addDisqualifier,
  addEngagementRule,
  addOptionsRule,
  addWhenRule,
  changeRule,
  maximumEngagement,
  maximumFit,
  removeRule as removeScoreRule,
  setPoints,
} from '#studio/flows/edit/edit-model.ts'
import {
  addPerson,
  addRule,
  addTeam,
  changeRule as changeRoutingRule,
  moveRule,
  removePerson,
  removeTeam,
  setMember,
} from '#studio/flows/edit/edit-routing.ts'
import { sampleFlow } from './sample-flow.ts'

const model: ScoreModel = bant
const routing = defaultRouting({ owner: { id: 'ann', name: 'Ann', email: 'ann@acme.example' } })

it('points are set for one option and leave the others alone', () => {
  expect(setPoints(model, 'size', 's1_10', 3).fit[1]).toMatchObject({ points: { s1_10: 3, s11_49: 5 } })
})

it.each(['event', 'count', 'return', 'colleague', 'idle'] as const)('a new %s rule is valid as it starts', kind => {
  const flow = addOptionsRule(
    addWhenRule(addDisqualifier(model, 'email.free'), 'email.free'),
    sampleFlow,
    'role',
    'Role',
  )
  expect(scoreModelSchema.safeParse(addEngagementRule(flow, kind)).success).toBe(true)
})

it('a setting of a rule can be taken out', () => {
  const rule = model.engagement.rules[0]
  if (rule?.kind !== 'event') throw new Error('The first rule of the preset is about an event.')
  expect(changeRule(model, rule, { path: undefined }).engagement.rules[0]).not.toHaveProperty('path')
})

it('a rule is removed wherever it stands', () => {
  const without = removeScoreRule(removeScoreRule(removeScoreRule(model, 'size'), 'idle'), 'student')
  expect(without.fit).toHaveLength(model.fit.length - 1)
  expect(without.engagement.rules).toHaveLength(model.engagement.rules.length - 1)
  expect(without.disqualify).toHaveLength(2)
})

const limited: ScoreModel = {
  ...presets.hundred,
  fit: [
    ...presets.hundred.fit,
    { id: 'crm', kind: 'crm', signal: 'owned', points: 30, reason: 'Owned', cap: 12 },
    { id: 'size', kind: 'options', fact: 'size', label: 'Size', points: { s50_500: 25 } },
  ],
  caps: [...presets.hundred.caps, { id: 'both', label: 'Both', rules: ['staff_50_1000', 'size'], most: 22 }],
  fitCap: 500,
}

it.each<[string, ScoreModel]>([...Object.entries(presets), ['one with limits', limited]])(
  'the most a lead can have is what the checks of the engine say: %s',
  (_name, one) => {
    for (const { flow } of templates) {
      const score = maximumFit(one, flow) + maximumEngagement(one)
      const line = (at: number): ScoreModel => ({ ...one, milestones: [{ id: 'line', label: 'Line', score: at }] })
      const reaches = (at: number) =>
        !checkScoreModel(line(at), flow).some(({ code }) => code === 'milestone_unreachable')
      expect([reaches(score), reaches(score + 1)]).toEqual([true, false])
    }
  },
)

it('a removed person leaves their teams and the rules that named them', () => {
  const team = setMember(addTeam(routing, 'Europe'), 'europe', 'ann', 100)
  const { routing: without, notes } = removePerson(team, 'ann')
  expect(without.people).toEqual([])
  expect(without.teams[0]?.members).toEqual([])
  expect(without.rules.find(({ id }) => id === 'hot')).not.toHaveProperty('assign')
  expect(notes).toEqual([
    'The rule “Priority list” assigns nobody now',
    'The rule “Hot leads to sales” assigns nobody now',
  ])
})

it('a removed team leaves the rules that named it', () => {
  const team = changeRoutingRule(addTeam(routing, 'Europe'), 'hot', { assign: { team: 'europe' } })
  expect(removeTeam(team, 'europe').notes).toHaveLength(1)
})

it('members keep their place when their weight changes', () => {
  const two = addPerson(routing, { name: 'Bo Berg', email: 'bo@acme.example' })
  const team = setMember(setMember(addTeam(two, 'Europe'), 'europe', 'ann', 100), 'europe', 'bo_berg', 50)
  expect(setMember(team, 'europe', 'ann', 10).teams[0]?.members).toEqual([
    { person: 'ann', weight: 10 },
    { person: 'bo_berg', weight: 50 },
  ])
  expect(setMember(team, 'europe', 'ann', null).teams[0]?.members).toHaveLength(1)
})

it('a new rule is valid, comes last and can be moved up', () => {
  const added = addRule(routing)
  expect(routingSchema.safeParse(added).success).toBe(true)
  expect(added.rules.at(-1)?.id).toBe('rule')
  expect(moveRule(added, 'rule', -1).rules.at(-2)?.id).toBe('rule')
  expect(moveRule(added, 'rule', 1)).toBe(added)
})
