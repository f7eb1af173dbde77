import { expect, it } from 'vitest'
import { comparableConditions } from '#server/scoring/comparable-conditions.ts'
import { presets } from '#server/scoring/presets/index.ts'

it('conditions and tables name countries and industries as facts have them', () => {
  const part = {
    fit: [
      {
        when: {
          any: [
            { fact: 'company.industry', in: ['Software', 'IT', 'Fishing Gear'] },
            { not: { fact: 'country', is: 'uk' } },
          ],
        },
      },
      { kind: 'options', fact: 'company.country', points: { Germany: 5, Elbonia: 1 } },
      { when: { fact: 'company.technologies', has: 'HubSpot' } },
      { when: { fact: 'industry', is: 'Software' } },
    ],
  }
  expect(comparableConditions(part)).toEqual({
    fit: [
      {
        when: {
          any: [
            { fact: 'company.industry', in: ['technology', 'fishing gear'] },
            { not: { fact: 'country', is: 'GB' } },
          ],
        },
      },
      { kind: 'options', fact: 'company.country', points: { DE: 5, elbonia: 1 } },
      { when: { fact: 'company.technologies', has: 'hubspot' } },
      { when: { fact: 'industry', is: 'Software' } },
    ],
  })
})

it('a table of countries that is no record and a condition without a text stay as they are', () => {
  const part = [{ fact: 'country', known: true }, { fact: 'country', is: true }, null, 3]
  expect(comparableConditions(part)).toEqual(part)
})

it('presets keep their shape', () => {
  for (const preset of Object.values(presets)) {
    expect(Object.keys(comparableConditions(preset))).toEqual(Object.keys(preset))
  }
})
