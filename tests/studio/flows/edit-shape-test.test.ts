import { expect, test } from 'vitest'
import { checkFlow } from '#flows/check.ts'
import { endShapeTest, shapeTestOf, testShape } from '#studio/flows/edit/edit-shape-test.ts'
import { templateFlow } from '../../support/app.ts'

const { experiments: _, ...flow } = templateFlow('demo')

test('a test of shapes is half and half, and publishable', () => {
  const tested = testShape(flow, 'page')
  expect(tested.experiments?.[0]?.variants).toEqual([
    { id: 'a', weight: 5000, patch: {} },
    { id: 'b', weight: 5000, patch: { shape: 'page' } },
  ])
  expect(shapeTestOf(tested)?.shape).toBe('page')
  expect(checkFlow(tested).filter(({ severity }) => severity === 'error')).toEqual([])
})

test('another shape goes into the test there is', () => {
  const tested = testShape(testShape(flow, 'page'), 'chat')
  expect(tested.experiments).toHaveLength(1)
  expect(shapeTestOf(tested)?.shape).toBe('chat')
})

test('ending the test leaves the flow as it was', () => {
  expect(endShapeTest(testShape(flow, 'page'))).toEqual(flow)
  expect(endShapeTest(flow)).toBe(flow)
})
