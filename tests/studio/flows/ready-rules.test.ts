import { expect, it } from 'vitest'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import { addReadyRule, READY_RULES } from '#studio/flows/points/ready-rules.ts'

it('ready-made lines go with every preset, all of them and twice too', () => {
  for (const preset of Object.values<ScoreModel>(presets)) {
    const model = [...READY_RULES, ...READY_RULES].reduce((before, { rule }) => addReadyRule(before, rule), preset)
    expect(scoreModelSchema.parse(model)).toEqual(model)
    const ids = model.engagement.rules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  }
  const once = READY_RULES.reduce((before, { rule }) => addReadyRule(before, rule), presets.bant as ScoreModel)
  expect(checkScoreModel(once)).toEqual([])
})
