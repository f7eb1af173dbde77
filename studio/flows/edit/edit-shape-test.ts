import type { Shape } from '#flows/api.ts'
import type { Experiment, Flow } from '#flows/flow.ts'
import { SHAPE_KEY, SHAPES } from '#flows/shape.ts'
import { experimentOn, removeVariant } from './edit-experiments.ts'
import { freeId } from './slugs.ts'

export interface ShapeTest {
  readonly experiment: Experiment
  /** What half of the visitors get instead of the shape of the place. */
  readonly shape: Shape
}

/** The test of the flow's shape, if there is one. */
export function shapeTestOf(flow: Pick<Flow, 'experiments'>): ShapeTest | undefined {
  const experiment = experimentOn(flow, SHAPE_KEY)
  const patch = experiment?.variants.find(variant => variant.patch[SHAPE_KEY])?.patch
  const shape = SHAPES.find(one => one === patch?.[SHAPE_KEY])
  return experiment && shape && { experiment, shape }
}

/** Tests a shape against that of the place, half and half; a test there is goes on with another one. */
export function testShape(flow: Flow, shape: Shape): Flow {
  const running = shapeTestOf(flow)
  const patch = { [SHAPE_KEY]: shape }
  if (running) {
    const variants = running.experiment.variants.map(variant =>
      variant.patch[SHAPE_KEY] ? { ...variant, patch: { ...variant.patch, ...patch } } : variant,
    )
    return {
      ...flow,
      experiments: (flow.experiments ?? []).map(one => (one.id === running.experiment.id ? { ...one, variants } : one)),
    }
  }
  const taken = flow.experiments?.map(({ id }) => id) ?? []
  const experiment: Experiment = {
    id: freeId('form_shape', taken),
    version: 1,
    status: 'running',
    variants: [
      { id: 'a', weight: 5000, patch: {} },
      { id: 'b', weight: 5000, patch },
    ],
  }
  return { ...flow, experiments: [...(flow.experiments ?? []), experiment] }
}

/** Everybody gets the shape of the place again. */
export function endShapeTest(flow: Flow): Flow {
  const running = shapeTestOf(flow)
  if (!running) return flow
  const tested = running.experiment.variants.filter(({ patch }) => patch[SHAPE_KEY])
  return tested.reduce((left, { id }) => removeVariant(left, { experiment: running.experiment.id, variant: id }), flow)
}
