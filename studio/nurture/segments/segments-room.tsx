import { useLocation } from 'preact-iso'
import type { SegmentRow } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { inWords } from '../../flows/conditions/condition-rows.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { leadFacts } from '../lead-facts.ts'
import type { NurtureRoomProps } from '../nurture-page.tsx'
import { SegmentEditor } from './segment-editor.tsx'

/** Named groups of leads, and how many are in each now. */
export function SegmentsRoom({ options, open }: NurtureRoomProps) {
  const { data: segments, error, reload } = useLoad('segments', () => get<readonly SegmentRow[]>('/segments'))
  const { route } = useLocation()
  if (error) return <Trouble error={error} retry={reload} />
  if (!segments) return null
  const facts = leadFacts(options)
  if (open !== undefined) {
    const segment = segments.find(({ id }) => id === open)
    const done = (id?: string) => route(`/studio/nurture/segments${id ? `/${id}` : ''}`)
    return <SegmentEditor segment={segment} facts={facts} onDone={done} />
  }
  return (
    <>
      {segments.length === 0 ? (
        <p class="quiet">
          A segment is a name for a condition, such as “hot, with many sites”. Who is in it is worked out anew each time
          you look.
        </p>
      ) : (
        <ul class="nurture-list">
          {segments.map(segment => (
            <li key={segment.id} class="panel nurture-item">
              <div>
                <h2>
                  <a href={`/studio/nurture/segments/${segment.id}`}>{segment.name}</a>
                </h2>
                <p class="quiet">{inWords(segment.condition, facts)}</p>
              </div>
              <p class="segment-count number">
                <strong>{segment.count.toLocaleString('en')}</strong>
                <span class="quiet">{segment.exact ? 'leads' : 'leads or more'}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {may('edit_flows') && (
        <div>
          <a class="button" data-look="main" href="/studio/nurture/segments/new">
            <Icon name="plus" />
            New segment
          </a>
        </div>
      )}
    </>
  )
}
