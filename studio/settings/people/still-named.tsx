import { Fragment } from 'preact'
import type { MemberRemoved } from '#server/http/api-type.ts'

interface StillNamedProps {
  /** Who was taken out of the workspace. */
  readonly name: string
  readonly flows: MemberRemoved['inRouting']
}

/** Where the routing that is live still names somebody who is out. */
export function StillNamed({ name, flows }: StillNamedProps) {
  return (
    <p class="notice" data-tone="warn" role="status">
      {name} gets no more leads, but the live routing of{' '}
      {flows.map((flow, index) => (
        <Fragment key={flow.id}>
          {index > 0 && (index === flows.length - 1 ? ' and ' : ', ')}
          <a href={`/studio/flows/${flow.id}/routing`}>{flow.name}</a>
        </Fragment>
      ))}{' '}
      still names them. Put somebody in their place there and publish.
    </p>
  )
}
