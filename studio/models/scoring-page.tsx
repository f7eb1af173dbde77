import './models.css'
import './model-charts.css'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { FlowSummary } from '#server/http/api-type.ts'
import { get, query as toQuery } from '../api.ts'
import { Rooms } from '../ui/rooms.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { SCORING_ROOMS } from './scoring-rooms.ts'

type RoomId = keyof typeof SCORING_ROOMS

/** How leads are scored: the models of a flow, what they would have done, and what outcomes teach. */
export function ScoringPage() {
  const { query, route } = useLocation()
  const { room = 'models' } = useRoute().params
  const here: RoomId = isRoom(room) ? room : 'models'
  const { data: flows, error, reload } = useLoad('flows', () => get<readonly FlowSummary[]>('/flows'))
  useEffect(() => {
    document.title = 'Scoring · Parley'
  }, [])
  if (error) return <Trouble error={error} retry={reload} />
  if (!flows) return null
  const flow = flows.find(({ id }) => id === query.flow) ?? busiest(flows)
  const Room: FunctionComponent<{ flow: string }> = SCORING_ROOMS[here].Room
  return (
    <div class="page scoring">
      <header class="page-head">
        <h1>Scoring</h1>
        {flows.length > 1 && flow && (
          <SelectField
            quiet
            label="Flow"
            value={flow.id}
            options={flows.map(({ id, name }) => ({ id, label: name }))}
            onPick={picked => route(`/studio/scoring/${here}${toQuery({ flow: picked })}`)}
          />
        )}
      </header>
      {flow ? (
        <>
          <Rooms
            label="Scoring"
            here={`/studio/scoring/${here}${toQuery({ flow: flow.id })}`}
            rooms={Object.entries(SCORING_ROOMS).map(([id, { label }]) => ({
              href: `/studio/scoring/${id}${toQuery({ flow: flow.id })}`,
              label,
            }))}
          />
          <Room key={`${here} ${flow.id}`} flow={flow.id} />
        </>
      ) : (
        <div class="empty">
          <h2>No flow to score yet</h2>
          <p>Make a flow first: its answers are what a scoring model looks at.</p>
          <a class="button" href="/studio/flows">
            Go to flows
          </a>
        </div>
      )}
    </div>
  )
}

/** Where most people talk: its leads have the most to tell. */
function busiest(flows: readonly FlowSummary[]): FlowSummary | undefined {
  const weight = ({ live, recent }: FlowSummary) => (live ? 1 : 0) + recent.started
  return flows.toSorted((a, b) => weight(b) - weight(a))[0]
}

function isRoom(id: string): id is RoomId {
  return Object.hasOwn(SCORING_ROOMS, id)
}
