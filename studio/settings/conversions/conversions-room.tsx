import { useState } from 'preact/hooks'
import type { ConversionCounts } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'

type Network = ConversionCounts['networks'][number]

const NETWORKS: Readonly<
  Record<Network['id'], { readonly label: string; readonly click: string; readonly limit: string }>
> = {
  google: { label: 'Google Ads', click: 'gclid', limit: 'for clicks older than 90 days' },
  microsoft: { label: 'Microsoft Advertising', click: 'msclkid', limit: 'for clicks older than 90 days' },
  meta: { label: 'Meta', click: 'fbclid', limit: 'older than 62 days' },
  linkedin: { label: 'LinkedIn', click: 'li_fat_id', limit: 'older than 90 days' },
}

/** What advertisements brought, to tell the networks: so that they look for people who buy, not for people who click. */
export function ConversionsRoom() {
  if (!may('export_leads')) return <p>Owners, marketers and sales export conversions.</p>
  return <Conversions />
}

function Conversions() {
  const { data, error, reload } = useLoad('conversions', () => get<ConversionCounts>('/conversions'))
  const [adConsent, setAdConsent] = useState(false)
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  const any = data.networks.some(({ counts }) => counts.qualified + counts.sql + counts.won > 0)
  const late = data.networks.filter(({ file }) => file.late > 0)
  const corrections = data.networks.find(({ file }) => (file.corrections ?? 0) > 0)?.file.corrections ?? 0
  const address = `${location.origin}/v1/conversions/google${adConsent ? '-granted' : ''}.csv`
  return (
    <>
      <p>
        Leads of the last 90 days that came by an advertisement. The click’s id is kept only of visitors who gave their
        consent.
      </p>
      <section class="panel table-wrap">
        <table class="data-table">
          <caption class="visually-hidden">Conversions by network</caption>
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col" class="number">
                Qualified
              </th>
              <th scope="col" class="number">
                SQL
              </th>
              <th scope="col" class="number">
                Won
              </th>
              <th scope="col">Take along</th>
            </tr>
          </thead>
          <tbody>
            {data.networks.map(network => (
              <NetworkRow key={network.id} network={network} adConsent={adConsent} />
            ))}
          </tbody>
        </table>
      </section>
      {!any && (
        <p class="notice">
          No click ids yet. They come with visitors from advertisements whose addresses carry them, once your consent
          banner told the widget <code>granted</code>.
        </p>
      )}
      {late.map(({ id, file }) => (
        <p key={id} class="quiet">
          {NETWORKS[id].label} takes nothing {NETWORKS[id].limit}: {conversionsOf(file.late)} left out.
        </p>
      ))}
      {any && (
        <label class="choice">
          <input type="checkbox" checked={adConsent} onChange={event => setAdConsent(event.currentTarget.checked)} />
          <span>
            Our banner also asks whether advertising networks may have data on visitors, for personalised ads too
            <small>
              Google’s file then says so for each row, as it asks for people in the European Economic Area. Meta’s and
              LinkedIn’s carry e-mail addresses, hashed; LinkedIn knows people by nothing else.
            </small>
          </span>
        </label>
      )}
      {corrections > 0 && (
        <section class="setting">
          <h2>Corrections</h2>
          <p>
            {conversionsOf(corrections)} taken back or given another amount in the last 54 days. Upload this file as
            conversion adjustments, after the other one, so that Google no longer counts them as they were.
          </p>
          <div class="row">
            <a class="button" href="/api/conversion-corrections.csv" download>
              <Icon name="download" />
              Corrections for Google Ads
            </a>
          </div>
        </section>
      )}
      <section class="setting">
        <h2>At the network</h2>
        <p>
          Make an import conversion action for each step and call them <b>Parley qualified</b>, <b>Parley SQL</b> and{' '}
          <b>Parley won</b>; LinkedIn takes them as its own Lead, Qualified lead and Purchase. Then upload the file,
          each time the newest one: what a network has already is not counted twice.
        </p>
        <p class="quiet">
          Everything as JSON: <code>GET /v1/conversions</code>.
        </p>
      </section>
      <section class="panel setting">
        <header class="row" data-spread>
          <h2>Fetched by Google every day</h2>
          <CopyButton text={address} what="address" />
        </header>
        <p class="quiet">
          Instead of uploading: in Google Ads, under Data manager → HTTPS, give this address, any user name, and as the
          password an <a href="/studio/settings/api-keys">API key</a> that may read leads.
        </p>
        <pre class="code-line">{address}</pre>
      </section>
    </>
  )
}

function NetworkRow({ network, adConsent }: { readonly network: Network; readonly adConsent: boolean }) {
  const { id, counts, file } = network
  const { label, click } = NETWORKS[id]
  const query = adConsent ? '&adConsent=granted' : ''
  const isAllowed = id !== 'linkedin' || adConsent
  return (
    <tr>
      <th scope="row">
        {label}
        <br />
        <code class="quiet">{click}</code>
      </th>
      <td class="number">{counts.qualified}</td>
      <td class="number">{counts.sql}</td>
      <td class="number">{counts.won}</td>
      <td>
        {file.rows > 0 && isAllowed ? (
          <a class="button" data-size="small" href={`/api/conversions.csv?network=${id}${query}`} download>
            <Icon name="download" />
            {file.rows === 1 ? 'CSV, 1 row' : `CSV, ${file.rows} rows`}
          </a>
        ) : (
          <span class="quiet">{file.rows > 0 ? 'With the consent below' : 'Nothing to send yet'}</span>
        )}
      </td>
    </tr>
  )
}

function conversionsOf(count: number): string {
  return count === 1 ? '1 conversion was' : `${count} conversions were`
}
