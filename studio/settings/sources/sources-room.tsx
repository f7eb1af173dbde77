import './sources.css'
import { useEffect } from 'preact/hooks'
import type { SeenSource, SourceRule, SourceRules, SourceSettings } from '#server/http/api-type.ts'
import { get, put } from '../../api.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { SavedMeanwhile } from '../saved-meanwhile.tsx'
import { useNewLine } from '../use-new-line.ts'
import { useVersioned } from '../use-versioned.ts'
import { SeenSources } from './seen-sources.tsx'
import { isEmpty, RankFields, SourceRuleList } from './source-rule-list.tsx'

const MOST = 200
/** How soon the page looks again while leads are being brought in line. */
const LOOK_AGAIN_MS = 3_000

/** How much the sources of leads matter, and whether marketing or sales works with them. */
export function SourcesRoom() {
  const read = () => get<SourceSettings>('/sources')
  const loaded = useLoad('sources', read)
  const { data, error, reload } = loaded
  const form = useVersioned<SourceSettings, SourceRules>({
    loaded,
    editedOf: state => state.rules,
    read,
    write: (version, next) => put<SourceSettings>('/sources', { version, rules: next }),
    saved: 'Saved. Leads are being brought in line with it.',
  })
  const { value: rules, edit: setRules, isChanged, busy } = form
  const { swept = true } = data ?? {}
  const lines = useNewLine<HTMLFormElement>(rules?.rules.length ?? 0)
  useEffect(() => {
    if (swept) return
    const timer = setInterval(reload, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [swept])
  if (error && !data) return <Trouble error={error} retry={reload} />
  if (!data || !rules) return null

  const setList = (list: readonly SourceRule[]) => setRules({ ...rules, rules: list })
  const add = (rule: SourceRule) => {
    setList([...rules.rules, rule])
    lines.awaitNew()
  }
  return (
    <div class="sources-room">
      <p class="quiet">
        The inbox puts leads that wait in the order of their source’s priority, then by score. Leads of a source that
        marketing works with come to sales once they are an MQL. Where somebody came from first counts.
      </p>
      <form
        class="panel setting"
        ref={lines.place}
        onSubmit={event => {
          event.preventDefault()
          form.save()
        }}
      >
        <h2>Rules</h2>
        <p class="quiet">
          The first rule that fits counts. * stands for any letters: <code>partner-*</code>.
        </p>
        <fieldset class="plain-fieldset" disabled={!may('edit_flows') || busy}>
          <SourceRuleList
            rules={rules.rules}
            leads={isChanged ? null : data.leads}
            countedAll={data.countedAll}
            onRules={setList}
          />
          {rules.rules.length < MOST && (
            <div>
              <button
                type="button"
                class="button"
                data-size="small"
                onClick={() => add({ priority: 2, owner: 'sales' })}
              >
                <Icon name="plus" />
                Add a rule
              </button>
            </div>
          )}
          <div class="source-others">
            <strong>All other sources</strong>
            <RankFields rank={rules.others} onRank={others => setRules({ ...rules, others })} />
          </div>
          <SavedMeanwhile conflict={form.conflict} busy={busy} />
          <div class="source-save">
            <button type="submit" class="button" data-look="main" disabled={!isChanged || rules.rules.some(isEmpty)}>
              Save sources
            </button>
            <span class="quiet" role="status">
              {data.swept ? '' : 'Leads from before are being brought in line.'}
            </span>
          </div>
        </fieldset>
      </form>
      {data.seen.length > 0 && (
        <SeenSources
          seen={data.seen}
          onName={rules.rules.length < MOST && !busy ? one => add(ruleFor(one)) : null}
          isNamed={one => rules.rules.some(rule => isFor(rule, one))}
        />
      )}
    </div>
  )
}

function ruleFor({ source, medium, campaign, priority, owner }: SeenSource): SourceRule {
  return {
    source,
    ...(medium === null ? {} : { medium }),
    ...(campaign === null ? {} : { campaign }),
    ...rankAs(priority),
    owner,
  }
}

function isFor(rule: SourceRule, { source, medium, campaign }: SeenSource): boolean {
  return rule.source === source && (rule.medium ?? null) === medium && (rule.campaign ?? null) === campaign
}

function rankAs(priority: number): Pick<SourceRule, 'priority'> {
  return { priority: ([1, 2, 3, 4, 5] as const).find(one => one === priority) ?? 3 }
}
