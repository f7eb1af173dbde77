import type { SessionEventBody } from '#flows/api.ts'
import { SHAPE_KEY } from '#flows/shape.ts'
import type { Talk } from './talk.ts'

type Exposed = Extract<SessionEventBody, { type: 'exposed' }>

/** Tests whose wording the visitor sees by now and that are not noted yet. A wording belongs to a step or to the field it asks for. */
export function exposuresOf({ player, visit, played, log }: Talk): Exposed[] {
  const shown = [...played.path, played.position].flatMap(step => [
    `${step.id}.`,
    ...(step.kind === 'ask' ? [`fields.${step.field}.`] : []),
  ])
  const noted = log.map(event => event.type === 'exposed' && event.experiment)
  return (player.flow.experiments ?? []).flatMap(({ id, version, variants }) => {
    const variant = visit.variants[id]
    const keys = variants.flatMap(({ patch }) => Object.keys(patch))
    // The shape is seen at once.
    const sees = keys.some(key => key === SHAPE_KEY || shown.some(prefix => key.startsWith(prefix)))
    return variant && sees && !noted.includes(id) ? [{ type: 'exposed', experiment: id, version, variant }] : []
  })
}
