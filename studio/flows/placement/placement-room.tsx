import type { Condition } from '#flows/condition.ts'
import type { Placement } from '#server/http/api-type.ts'
import { may } from '../../me.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { factsFor } from '../conditions/fact-catalog.ts'
import { useEditor } from '../editor/editor-context.ts'
import { PartNotes } from '../points/part-notes.tsx'

type Where = 'nowhere' | 'everywhere' | 'some'

const START: Condition = { fact: 'page.path', glob: '/pricing*' }

/** Where visitors meet the flow: as a bubble, or inside a page. */
export function PlacementRoom() {
  const editor = useEditor()
  const { placement, flow } = editor.draft.value
  const where: Where = !placement.bubble ? 'nowhere' : placement.bubble.when ? 'some' : 'everywhere'
  const set = (next: Placement, key?: string) => editor.edit(draft => ({ ...draft, placement: next }), key)
  const pick = (next: Where) =>
    set({ bubble: next === 'nowhere' ? null : next === 'everywhere' ? {} : { when: placement.bubble?.when ?? START } })
  const element = `<parley-form flow="${flow.id}"></parley-form>`
  return (
    <fieldset class="room-form" disabled={!may('edit_flows')}>
      <legend class="visually-hidden">Placement</legend>
      <section class="panel room-part">
        <h2>Chat bubble</h2>
        <div class="stack" data-tight role="radiogroup" aria-label="Where the bubble shows">
          <Radio
            label="Nowhere"
            hint="Pages place the flow themselves."
            checked={where === 'nowhere'}
            onPick={() => pick('nowhere')}
          />
          <Radio label="On every page of the site" checked={where === 'everywhere'} onPick={() => pick('everywhere')} />
          <Radio label="On some pages" checked={where === 'some'} onPick={() => pick('some')} />
        </div>
        {placement.bubble?.when && (
          <ConditionEditor
            label="Show it when"
            condition={placement.bubble.when}
            facts={factsFor(flow, 'page')}
            onChange={when => set({ bubble: { when } }, 'placement when')}
          />
        )}
        {placement.bubble && !flow.launcher && (
          <p class="notice" data-tone="warn">
            The bubble has no words yet: add them under “Chat bubble” in{' '}
            <a href={`/studio/flows/${editor.id}`}>Questions</a>.
          </p>
        )}
        <PartNotes part="placement" prefix="" />
      </section>
      <section class="panel room-part">
        <header class="row" data-spread>
          <h2>Inside a page</h2>
          <CopyButton text={element} what="element" />
        </header>
        <p class="quiet">
          Put this where the form should stand, or <code>parley-chat</code> for a conversation. The page needs the tag
          from <a href="/studio/settings/installation">Installation</a> once.
        </p>
        <pre class="code-line">{element}</pre>
      </section>
    </fieldset>
  )
}

interface RadioProps {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly onPick: () => void
}

function Radio({ label, hint, checked, onPick }: RadioProps) {
  return (
    <label class="choice">
      <input type="radio" name="bubble" checked={checked} onChange={onPick} />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  )
}
