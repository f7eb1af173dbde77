import { useEffect, useState } from 'preact/hooks'
import type { Condition } from '#flows/condition.ts'
import { TextAreaField } from '../../ui/text-area-field.tsx'

interface ConditionJsonProps {
  readonly label: string
  readonly condition: Condition
  readonly onChange: (condition: Condition) => void
}

/** A condition with levels inside, as JSON. Counts only once it is a condition. */
export function ConditionJson({ label, condition, onChange }: ConditionJsonProps) {
  const written = JSON.stringify(condition, null, 2)
  const [text, setText] = useState(written)
  const [problem, setProblem] = useState<string | undefined>()
  useEffect(() => setText(written), [written])

  const apply = async () => {
    const read = await readCondition(text)
    setProblem(read.ok ? undefined : read.problem)
    if (read.ok) onChange(read.condition)
  }
  return (
    <div class="stack" data-tight>
      <TextAreaField
        code
        label={`${label} (JSON)`}
        hint="This condition has levels inside, so it is written as JSON."
        error={problem}
        value={text}
        onText={setText}
      />
      {text !== written && (
        <div class="row">
          <button type="button" class="button" data-size="small" onClick={() => void apply()}>
            Use this condition
          </button>
          <button type="button" class="button" data-look="plain" data-size="small" onClick={() => setText(written)}>
            Discard
          </button>
        </div>
      )}
    </div>
  )
}

/** The schema comes with a library of its own and is fetched when somebody types here. */
async function readCondition(
  text: string,
): Promise<{ ok: true; condition: Condition } | { ok: false; problem: string }> {
  const { conditionSchema } = await import('#flows/condition-schema.ts')
  try {
    const parsed = conditionSchema.safeParse(JSON.parse(text))
    if (parsed.success) return { ok: true, condition: parsed.data }
    return { ok: false, problem: parsed.error.issues[0]?.message ?? 'This is no condition.' }
  } catch (error) {
    return { ok: false, problem: `This is not JSON yet: ${error instanceof Error ? error.message : 'unreadable'}` }
  }
}
