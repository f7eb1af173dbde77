import './settings.css'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Permission } from '#server/http/api-type.ts'
import { may } from '../me.ts'
import { Rooms } from '../ui/rooms.tsx'
import { ApiKeysRoom } from './api-keys/api-keys-room.tsx'
import { CalendarsRoom } from './calendars/calendars-room.tsx'
import { ContentRoom } from './content/content-room.tsx'
import { ConversionsRoom } from './conversions/conversions-room.tsx'
import { DestinationsRoom } from './destinations/destinations-room.tsx'
import { EnrichmentRoom } from './enrichment/enrichment-room.tsx'
import { ImportsRoom } from './imports/imports-room.tsx'
import { InstallationRoom } from './installation/installation-room.tsx'
import { LifecycleRoom } from './lifecycle/lifecycle-room.tsx'
import { LookRoom } from './look/look-room.tsx'
import { PeopleRoom } from './people/people-room.tsx'
import { SourcesRoom } from './sources/sources-room.tsx'
import { WorkspaceRoom } from './workspace/workspace-room.tsx'

const ROOMS = {
  installation: { label: 'Installation', Room: InstallationRoom },
  look: { label: 'Look', Room: LookRoom },
  destinations: { label: 'Destinations', Room: DestinationsRoom },
  calendars: { label: 'Calendars', Room: CalendarsRoom },
  lifecycle: { label: 'Lifecycle', Room: LifecycleRoom },
  content: { label: 'Content', Room: ContentRoom },
  sources: { label: 'Sources', Room: SourcesRoom },
  workspace: { label: 'Workspace', Room: WorkspaceRoom },
  people: { label: 'People', Room: PeopleRoom },
  enrichment: { label: 'Enrichment', Room: EnrichmentRoom },
  imports: { label: 'Imports', Room: ImportsRoom, needs: 'import_data' },
  conversions: { label: 'Ad conversions', Room: ConversionsRoom, needs: 'export_leads' },
  'api-keys': { label: 'API keys', Room: ApiKeysRoom, needs: 'manage_api_keys' },
} satisfies Record<string, SettingsRoom>

interface SettingsRoom {
  readonly label: string
  readonly Room: FunctionComponent
  /** Whose role lacks this does not see it. */
  readonly needs?: Permission
}

type RoomId = keyof typeof ROOMS

/** How Parley comes onto the site, where leads go, and who may do what. */
export function SettingsPage() {
  const { room = 'installation' } = useRoute().params
  const here: RoomId = isRoom(room) ? room : 'installation'
  const { Room } = ROOMS[here]
  useEffect(() => {
    document.title = 'Settings · Parley'
  }, [])
  return (
    <div class="page settings">
      <header class="page-head">
        <h1>Settings</h1>
      </header>
      <Rooms
        label="Settings"
        here={`/studio/settings/${here}`}
        rooms={Object.entries<SettingsRoom>(ROOMS)
          .filter(([, { needs }]) => needs === undefined || may(needs))
          .map(([id, { label }]) => ({ href: `/studio/settings/${id}`, label }))}
      />
      <Room />
    </div>
  )
}

function isRoom(id: string): id is RoomId {
  return Object.hasOwn(ROOMS, id)
}
