import type { Condition } from '#flows/condition.ts'
import { factInWords } from '../../fact-words.ts'
import { Icon } from '../../ui/icon.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import type { FactInfo } from '../conditions/fact-catalog.ts'
import { propertiesIn } from './rule-in-words.ts'
import { useScoreChoices } from './score-choices.ts'

interface WhereFieldProps {
  readonly event: string | undefined
  readonly where: Condition | undefined
  readonly onWhere: (where: Condition | undefined) => void
}

/** Narrows acts by what was told with them: the subject of a mail, the stage of a deal. Nothing where an act tells nothing. */
export function WhereField({ event, where, onWhere }: WhereFieldProps) {
  const { acts } = useScoreChoices()
  const about = acts.find(({ slug }) => slug === event)?.about
  const known = new Map<string, FactInfo>()
  if (about) known.set(about, { fact: about, label: factInWords(about), type: 'text' })
  for (const info of where ? propertiesIn(where) : []) known.set(info.fact, info)
  const [first] = known.keys()
  if (first === undefined) return null
  if (!where) {
    return (
      <div>
        <button
          type="button"
          class="button"
          data-look="plain"
          data-size="small"
          onClick={() => onWhere({ fact: first, glob: '*' })}
        >
          <Icon name="plus" />
          Only with some {factInWords(first).toLowerCase()}
        </button>
      </div>
    )
  }
  return (
    <div class="stack" data-tight>
      <ConditionEditor label="Only where" condition={where} facts={[...known.values()]} onChange={onWhere} />
      <div>
        <button type="button" class="button" data-look="plain" data-size="small" onClick={() => onWhere(undefined)}>
          Count all of them
        </button>
      </div>
    </div>
  )
}
