import { useState } from 'preact/hooks'
import type { ConnectorInfo, Destination, SaveDestinationRequest, TestResult } from '#server/http/api-type.ts'
import { post, put, request } from '../../api.ts'
import { may } from '../../me.ts'
import { fail, tell } from '../../ui/toast.tsx'
import { disabledInWords } from './delivery-words.ts'
import { DestinationDialog } from './destination-dialog.tsx'

interface DestinationItemProps {
  readonly destination: Destination
  readonly connector: ConnectorInfo | undefined
  readonly onChanged: () => void
}

/** One destination: where it leads, how deliveries go, and its switches. */
export function DestinationItem({ destination, connector, onChanged }: DestinationItemProps) {
  const { name, enabled, deliveries } = destination
  return (
    <li class="panel destination">
      <div>
        <h2 class="row">
          {name}
          <span class="tag">{connector?.title ?? destination.connector}</span>
          {!enabled && (
            <span class="tag" data-tone="warn">
              Off
            </span>
          )}
        </h2>
        <p class="where">{settingsInWords(destination)}</p>
      </div>
      <p class="quiet number">
        {deliveries.delivered.toLocaleString('en')} delivered · {deliveries.pending.toLocaleString('en')} waiting ·{' '}
        {deliveries.dead.toLocaleString('en')} given up
      </p>
      {destination.disabledReason && destination.disabledReason !== 'operator' && (
        <p class="notice" data-tone="warn">
          Parley switched it off: {disabledInWords(destination.disabledReason)}
        </p>
      )}
      {may('manage_destinations') && (
        <DestinationActions destination={destination} connector={connector} onChanged={onChanged} />
      )}
    </li>
  )
}

function DestinationActions({ destination, connector, onChanged }: DestinationItemProps) {
  const { id, name, enabled, settings } = destination
  const [busy, setBusy] = useState(false)
  const [changing, setChanging] = useState(false)
  const [sure, setSure] = useState(false)
  const [result, setResult] = useState<TestResult | null>(null)
  const act = async (doing: () => Promise<void>) => {
    setBusy(true)
    setResult(null)
    try {
      await doing()
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
      onChanged()
    }
  }
  const test = () => act(async () => setResult(await post<TestResult>(`/destinations/${id}/test`)))
  const turn = (on: boolean) =>
    act(async () => {
      const body: SaveDestinationRequest = { name, settings, enabled: on }
      await put(`/destinations/${id}`, body)
      tell(on ? `${name} gets leads again` : `${name} gets no leads now`)
    })
  const remove = () =>
    act(async () => {
      await request('DELETE', `/destinations/${id}`)
      tell(`${name} was removed`)
    })
  return (
    <div class="stack" data-tight>
      <div class="row">
        <button type="button" class="button" data-size="small" disabled={busy} onClick={() => void test()}>
          Send a test
        </button>
        {connector && (
          <button type="button" class="button" data-size="small" disabled={busy} onClick={() => setChanging(true)}>
            Change
          </button>
        )}
        <button type="button" class="button" data-size="small" disabled={busy} onClick={() => void turn(!enabled)}>
          {enabled ? 'Turn off' : 'Turn on'}
        </button>
        <button
          type="button"
          class="button"
          data-size="small"
          data-look={sure ? 'danger' : 'plain'}
          disabled={busy}
          onBlur={() => setSure(false)}
          onClick={() => (sure ? void remove() : setSure(true))}
        >
          {sure ? `Remove ${name} and what waits for it` : 'Remove'}
        </button>
      </div>
      {result && (
        <p class="notice" data-tone={result.ok ? 'good' : 'bad'} role="status">
          {result.ok ? 'The test arrived' : 'The test did not arrive'}
          {result.status !== null && ` (${result.status})`}, {result.tookMs} ms. {result.detail}
        </p>
      )}
      {changing && connector && (
        <DestinationDialog
          connector={connector}
          destination={destination}
          onSaved={onChanged}
          onClose={() => setChanging(false)}
        />
      )}
    </div>
  )
}

function settingsInWords({ settings }: Destination): string {
  return Object.values(settings)
    .map(value => (Array.isArray(value) ? value.join(', ') : String(value)))
    .join(' · ')
}
