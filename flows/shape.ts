import type { Shape } from './api.ts'

/** All shapes a flow can be held in. */
export const SHAPES: readonly Shape[] = ['chat', 'steps', 'page']

/** Key of a variant's patch that is no wording: its value is the shape in which the variant is held. */
export const SHAPE_KEY = 'shape'
