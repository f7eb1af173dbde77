import type { ModelsOverview } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { useLoad } from '../ui/use-load.ts'

/** Beside a publish that changes the scoring: what to look at first, and whose signature is missing. */
export function PublishNote({ flow }: { readonly flow: string }) {
  const { data } = useLoad(`models ${flow}`, () => get<ModelsOverview>(`/flows/${flow}/models`))
  if (!data?.draft.changed || data.versions.length === 0) return null
  const signed = new Set(data.draft.signatures.map(({ side }) => side))
  const missing = (['marketing', 'sales'] as const).filter(side => !signed.has(side))
  const unsigned = data.settings.signOff && missing.length > 0
  return (
    <div class="notice stack" data-tight data-tone={unsigned ? 'warn' : undefined}>
      <p>
        <strong>The scoring changes, too.</strong>{' '}
        {unsigned
          ? `It has to be signed first: ${missing.join(' and ')} ${missing.length > 1 ? 'have' : 'has'} not yet.`
          : 'Look at some leads under both models before it goes live.'}
      </p>
      <span class="row">
        {unsigned && (
          <a class="button" data-size="small" href={`/studio/scoring/models?flow=${flow}`}>
            Sign it
          </a>
        )}
        <a class="button" data-size="small" href={`/studio/scoring/sample?flow=${flow}`}>
          See a sample of leads
        </a>
        <a class="button" data-size="small" href={`/studio/scoring/backtest?flow=${flow}`}>
          Test on past leads
        </a>
      </span>
    </div>
  )
}
