import { useState } from 'preact/hooks'
import type { ConnectorInfo, DeliveryRow, Destination } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { DeadLetters } from './dead-letters.tsx'
import { DestinationDialog } from './destination-dialog.tsx'
import { DestinationItem } from './destination-item.tsx'

/** Where leads are sent, how that goes, and what could not be delivered. */
export function DestinationsRoom() {
  const connectors = useLoad('connectors', () => get<readonly ConnectorInfo[]>('/connectors'))
  const destinations = useLoad('destinations', () => get<readonly Destination[]>('/destinations'))
  const dead = useLoad('dead', () => get<readonly DeliveryRow[]>('/deliveries?status=dead'))
  const [adding, setAdding] = useState<ConnectorInfo | null>(null)
  const error = connectors.error ?? destinations.error ?? dead.error
  const reload = () => {
    destinations.reload()
    dead.reload()
  }
  if (error) return <Trouble error={error} retry={reload} />
  if (!connectors.data || !destinations.data || !dead.data) return null
  return (
    <>
      {destinations.data.length === 0 ? (
        <p>Leads are in Parley only so far. Send them on to where your people work.</p>
      ) : (
        <ul class="destinations">
          {destinations.data.map(destination => (
            <DestinationItem
              key={destination.id}
              destination={destination}
              connector={connectors.data?.find(({ id }) => id === destination.connector)}
              onChanged={reload}
            />
          ))}
        </ul>
      )}
      {may('manage_destinations') && (
        <div class="row">
          {connectors.data.map(connector => (
            <button type="button" key={connector.id} class="button" onClick={() => setAdding(connector)}>
              <Icon name="plus" />
              Add {lowerFirst(connector.title)}
            </button>
          ))}
        </div>
      )}
      <DeadLetters deliveries={dead.data} onChanged={reload} />
      {adding && <DestinationDialog connector={adding} onSaved={reload} onClose={() => setAdding(null)} />}
    </>
  )
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
