import { useState } from 'preact/hooks'
import { SelectField } from '../../ui/select-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { useEditor, useModel } from '../editor/editor-context.ts'
import { useScoreChoices } from './score-choices.ts'

/** Puts a preset in place of the rules; undo brings them back. Own competitors stay. */
export function PresetStarter() {
  const editor = useEditor()
  const { model, readOnly, editModel } = useModel()
  const { presets } = useScoreChoices()
  const [picked, setPicked] = useState(model.preset)
  const preset = presets.find(({ id }) => id === picked)
  if (readOnly || presets.length === 0) return null
  const start = () => {
    if (!preset) return
    editModel(before => {
      const competitor = before.disqualify.find(({ id }) => id === 'competitor')
      const disqualify = preset.model.disqualify.map(rule =>
        rule.id === 'competitor' && competitor ? competitor : rule,
      )
      return { ...preset.model, disqualify }
    })
    tell(`Started from “${preset.label}”`, editor.undo)
  }
  return (
    <section class="preset-starter">
      <SelectField
        label="Start from a preset"
        {...(preset && { hint: preset.about })}
        value={picked}
        options={presets}
        onPick={setPicked}
      />
      <button type="button" class="button" disabled={!preset} onClick={start}>
        Replace the rules with it
      </button>
    </section>
  )
}
