import type { ConversionCounts } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'

type Network = ConversionCounts['networks'][number]

const NETWORKS: Readonly<
  Record<Network['id'], { readonly label: string; readonly click: string; readonly file: boolean }>
> = {
  google: { label: 'Google Ads', click: 'gclid', file: true },
  microsoft: { label: 'Microsoft Advertising', click: 'msclkid', file: true },
  meta: { label: 'Meta', click: 'fbclid', file: false },
  linkedin: { label: 'LinkedIn', click: 'li_fat_id', file: false },
}

/** What advertisements brought, to tell the networks: so that they look for people who buy, not for people who click. */
export function ConversionsRoom() {
  if (!may('export_leads')) return <p>Owners, marketers and sales export conversions.</p>
  return <Conversions />
}

function Conversions() {
  const { data, error, reload } = useLoad('conversions', () => get<ConversionCounts>('/conversions'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  const any = data.networks.some(({ counts }) => counts.qualified + counts.sql + counts.won > 0)
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
              <th scope="col">Click id</th>
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
              <NetworkRow key={network.id} network={network} />
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
      <section class="setting">
        <h2>At the network</h2>
        <p>
          Make an import conversion action for each step and call them <b>Parley qualified</b>, <b>Parley SQL</b> and{' '}
          <b>Parley won</b>. Then upload the file. Meta and LinkedIn take conversions by their own interfaces: read them
          with <code>GET /v1/conversions</code>.
        </p>
      </section>
    </>
  )
}

function NetworkRow({ network: { id, counts } }: { readonly network: Network }) {
  const { label, click, file } = NETWORKS[id]
  const total = counts.qualified + counts.sql + counts.won
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <code>{click}</code>
      </td>
      <td class="number">{counts.qualified}</td>
      <td class="number">{counts.sql}</td>
      <td class="number">{counts.won}</td>
      <td>
        {file && total > 0 ? (
          <a class="button" data-size="small" href={`/api/conversions.csv?network=${id}`} download>
            <Icon name="download" />
            CSV for {label}
          </a>
        ) : (
          <span class="quiet">{file ? 'Nothing to send yet' : 'By API'}</span>
        )}
      </td>
    </tr>
  )
}
