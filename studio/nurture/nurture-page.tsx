import './nurture.css'
import '../flows/questions/questions.css'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { NurtureOptions } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { Rooms } from '../ui/rooms.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { AutomationsRoom } from './automations/automations-room.tsx'
import { LogRoom } from './log-room.tsx'
import { MailsRoom } from './mails/mails-room.tsx'
import { SegmentsRoom } from './segments/segments-room.tsx'
import { SendingRoom } from './sending-room.tsx'

/** What every room of nurture needs to know, and where it stands. */
export interface NurtureRoomProps {
  readonly options: NurtureOptions
  readonly onOptions: (options: NurtureOptions) => void
  /** What is open in the room: an id, `new`, or nothing. */
  readonly open: string | undefined
}

const ROOMS = {
  automations: { label: 'Automations', Room: AutomationsRoom },
  segments: { label: 'Segments', Room: SegmentsRoom },
  mails: { label: 'Mails', Room: MailsRoom },
  log: { label: 'Log', Room: LogRoom },
  sending: { label: 'Hours and limits', Room: SendingRoom },
} satisfies Record<string, { readonly label: string; readonly Room: FunctionComponent<NurtureRoomProps> }>

/** What is done with leads by itself: who, when, what, and what came of it. */
export function NurturePage() {
  const { room = 'automations', id } = useRoute().params
  const here = isRoom(room) ? room : 'automations'
  const { Room } = ROOMS[here]
  const { data, error, reload, replace } = useLoad('nurture', () => get<NurtureOptions>('/nurture'))
  useEffect(() => {
    document.title = 'Nurture · Parley'
  }, [])
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return (
    <div class="page nurture">
      <header class="page-head">
        <h1>Nurture</h1>
        {data.settings.paused && (
          <a class="tag" data-tone="warn" href="/studio/nurture/sending">
            Paused: nothing is sent
          </a>
        )}
      </header>
      <Rooms
        label="Nurture"
        here={`/studio/nurture/${here}`}
        rooms={Object.entries(ROOMS).map(([name, { label }]) => ({ href: `/studio/nurture/${name}`, label }))}
      />
      <Room key={`${here}/${id ?? ''}`} options={data} onOptions={replace} open={id} />
    </div>
  )
}

function isRoom(name: string): name is keyof typeof ROOMS {
  return Object.hasOwn(ROOMS, name)
}
