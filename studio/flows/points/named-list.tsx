import type { Condition } from '#flows/condition.ts'
import type { ScoreModel } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { inWords } from '../conditions/condition-rows.ts'
import { changeModel } from '../edit/edit-model.ts'
import { freeId } from '../edit/slugs.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'
import { RuleLine } from './rule-line.tsx'
import { scoreFacts } from './score-facts.ts'
import { useOpenLine } from './use-open-line.ts'

type Part = 'profiles' | 'personas' | 'plausibility'

interface Named {
  readonly id: string
  readonly words: string
  readonly when: Condition
}

const PARTS: Readonly<
  Record<
    Part,
    {
      readonly title: string
      readonly about: string
      readonly add: string
      readonly start: string
      readonly id: string
      readonly label: string
    }
  >
> = {
  profiles: {
    title: 'Ideal customers',
    about: 'A name for a condition: rules and routing can ask for it, the lead card shows the match.',
    add: 'Describe an ideal customer',
    start: 'Ideal customer',
    id: 'profile',
    label: 'Name',
  },
  personas: {
    title: 'Personas',
    about: 'Who somebody is in the purchase: the buyer, the user, the one who signs.',
    add: 'Describe a persona',
    start: 'Buyer',
    id: 'persona',
    label: 'Name',
  },
  plausibility: {
    title: 'What does not add up',
    about: 'Flagged on the lead card for a person to check. Nobody is turned away for it.',
    add: 'Flag a combination',
    start: 'Say what does not add up',
    id: 'flag',
    label: 'In words',
  },
}

/** Conditions that have a name: profiles, personas, and what cannot well be true together. */
export function NamedList({ part }: { readonly part: Part }) {
  const editor = useEditor()
  const { model, flow, readOnly, editModel } = useModel()
  const lines = useOpenLine(part)
  const words = PARTS[part]
  const list = listOf(model, part)
  const facts = scoreFacts(flow, model)
  const set = (next: readonly Named[], key: string) =>
    editModel(
      before => changeModel(before, { [part]: next.length > 0 ? next.map(one => toStored(part, one)) : undefined }),
      `${part} ${key}`,
    )
  const change = (named: Named, key: string) =>
    set(
      list.map(one => (one.id === named.id ? named : one)),
      `${named.id} ${key}`,
    )
  const add = () => {
    const id = freeId(
      words.id,
      list.map(one => one.id),
    )
    set([...list, { id, words: words.start, when: { fact: facts[0]?.fact ?? 'lang', known: true } }], 'add')
    lines.begin(id)
  }
  const remove = (named: Named) => {
    set(
      list.filter(one => one.id !== named.id),
      'remove',
    )
    tell(`“${named.words}” removed`, editor.undo)
  }
  return (
    <section class="room-part-list" id={`points-${part}`}>
      <header>
        <h2>{words.title}</h2>
        <p class="quiet">{words.about}</p>
      </header>
      <div class="panel">
        {list.length > 0 && (
          <ul class="rule-lines">
            {list.map((named, index) => (
              <RuleLine
                key={named.id}
                element={lines.elementOf(named.id)}
                name={named.words}
                about={inWords(named.when, facts)}
                open={lines.open === named.id}
                pointer={`/${part}/${index}`}
                onToggle={() => lines.toggle(named.id)}
                onRemove={() => remove(named)}
              >
                <TextField
                  label={words.label}
                  maxLength={part === 'plausibility' ? 200 : 100}
                  value={named.words}
                  onText={text => change({ ...named, words: text }, 'words')}
                />
                <ConditionEditor
                  label="When"
                  condition={named.when}
                  facts={facts.filter(({ fact }) => fact !== `${words.id}.${named.id}`)}
                  onChange={when => change({ ...named, when }, 'when')}
                />
              </RuleLine>
            ))}
          </ul>
        )}
        {!readOnly && (
          <div class="rule-adds">
            <button type="button" class="button" data-size="small" onClick={add}>
              <Icon name="plus" />
              {words.add}
            </button>
          </div>
        )}
      </div>
    </section>
  )
}

function listOf(model: ScoreModel, part: Part): Named[] {
  if (part === 'plausibility')
    return (model.plausibility ?? []).map(({ id, reason, when }) => ({ id, words: reason, when }))
  return (model[part] ?? []).map(({ id, label, when }) => ({ id, words: label, when }))
}

function toStored(part: Part, { id, words, when }: Named): object {
  return part === 'plausibility' ? { id, reason: words, when } : { id, label: words, when }
}
