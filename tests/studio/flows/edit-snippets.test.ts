import { expect, test } from 'vitest'
import { parseFlow } from '#flows/flow-schema.ts'
import { addSnippet, changeSnippet, removeSnippet, toQuestions } from '#studio/flows/edit/edit-snippets.ts'
import { sampleFlow } from './sample-flow.ts'

test('a reply is added under an id of its own, changed, and taken out with its translations', () => {
  const first = addSnippet(sampleFlow, 'Is there a trial?')
  const second = addSnippet(first.flow, 'Is there a trial?')
  expect(new Set([first.id, second.id]).size).toBe(2)

  const link = { label: 'Try it', url: 'https://tallybarn.example/trial' }
  const changed = changeSnippet(second.flow, first.id, { text: 'Yes.', link })
  expect(changed.snippets?.[0]).toMatchObject({ text: 'Yes.', link })
  expect(changeSnippet(changed, first.id, { link: undefined } as object).snippets?.[0]).not.toHaveProperty('link')
  expect(parseFlow(changed).ok).toBe(true)

  const key = `snippets.${first.id}.text`
  const translated = { ...changed, translations: { de: { [key]: { text: 'Ja.', source: '0' } } } }
  const without = removeSnippet(translated, first.id)
  expect(without.snippets?.map(({ id }) => id)).toEqual([second.id])
  expect(without.translations?.de).toEqual({})
  expect(removeSnippet(without, second.id)).not.toHaveProperty('snippets')
})

test('questions are written one a line', () => {
  expect(toQuestions(' SSO \n\nSingle sign-on?\n')).toEqual(['SSO', 'Single sign-on?'])
})
