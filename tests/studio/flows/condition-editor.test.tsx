import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, expect, it } from 'vitest'
import type { Condition } from '#flows/condition.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { ConditionEditor } from '#studio/flows/conditions/condition-editor.tsx'
import { fromLevel, fromOutermost, toLevel } from '#studio/flows/conditions/condition-tree.ts'
import { factsFor } from '#studio/flows/conditions/fact-catalog.ts'
import { sampleFlow } from './sample-flow.ts'

afterEach(cleanup)

/** The form with a condition; tells what it has come to. */
function show(condition: Condition): () => Condition {
  let latest = condition
  function Held() {
    const [held, setHeld] = useState(condition)
    latest = held
    return <ConditionEditor label="When" condition={held} facts={factsFor(sampleFlow, 'score')} onChange={setHeld} />
  }
  render(<Held />)
  return () => latest
}

const click = (name: string, index = 0) => {
  const button = screen.getAllByRole('button', { name })[index]
  if (button) fireEvent.click(button)
}
const pick = (label: string, index: number, value: string) => {
  const select = screen.getAllByLabelText(label)[index]
  if (select) fireEvent.change(select, { target: { value } })
}

const student: Condition = { fact: 'role', is: 'student' }
const large: Condition = { fact: 'size.min', gte: 50 }

it.each<Condition>([
  student,
  { all: [] },
  { all: [student, large] },
  { any: [{ all: [student, large] }, large] },
  { not: { any: [student, { all: [large, { not: { all: [student] } }] }] } },
])('a condition comes back from its levels as it was: %j', condition => {
  expect(fromOutermost(toLevel(condition))).toEqual(condition)
})

it('every condition of a preset is shown as a form and comes back as it was', () => {
  const models: ScoreModel[] = Object.values(presets)
  const conditions = models.flatMap(({ fit, disqualify, plausibility = [] }) =>
    [...fit, ...disqualify, ...plausibility].flatMap(rule => ('when' in rule ? [rule.when] : [])),
  )
  expect(conditions.length).toBeGreaterThan(10)
  for (const condition of conditions) {
    expect(deep(condition)).toEqual(condition)
    show(condition)
    expect(screen.queryByRole('textbox', { name: /JSON/ })).toBeNull()
    cleanup()
  }
})

it('a group is added, joined the other way, filled and emptied again', () => {
  const condition = show(student)
  click('Add a group')
  expect(condition()).toMatchObject({ all: [student, { any: [{}] }] })
  pick('How the conditions go together', 1, 'none')
  expect(condition()).toMatchObject({ all: [student, { not: { any: [{}] } }] })
  click('Add a condition', 0)
  expect(condition()).toMatchObject({ all: [student, { not: { any: [{}, {}] } }] })
  click('Remove this group')
  expect(condition()).toEqual(student)
})

it('a group that loses its last comparison is gone', () => {
  const condition = show({ all: [student, { any: [large] }] })
  click('Remove this condition', 1)
  expect(condition()).toEqual(student)
})

it('a change inside a group leaves the rest alone', () => {
  const condition = show({ any: [{ all: [student, large] }, large] })
  pick('How it is compared', 0, 'isNot')
  expect(condition()).toEqual({ any: [{ all: [{ fact: 'role', isNot: 'student' }, large] }, large] })
})

it('what is negated says so', () => {
  show({ not: student })
  expect(screen.getByDisplayValue('none of these holds')).toBeTruthy()
})

/** Through the form's levels and back, all the way down. */
function deep(condition: Condition): Condition {
  if ('fact' in condition) return condition
  const { join, parts } = toLevel(condition)
  return fromLevel({ join, parts: parts.map(deep) })
}
