import { useState } from 'preact/hooks'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { useEditor, useModel } from '../editor/editor-context.ts'
import { PartNotes } from './part-notes.tsx'
import { useScoreChoices } from './score-choices.ts'

/** What the rules are called, and the presets to begin from. */
export function PresetStarter() {
  const editor = useEditor()
  const { model, readOnly, editModel } = useModel()
  const { presets } = useScoreChoices()
  const [picked, setPicked] = useState(model.preset)
  const preset = presets.find(({ id }) => id === picked)
  /** Undo brings the rules back. Own competitors stay. */
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
    <section class="preset-starter" id="points-start">
      <TextField
        label="Name of the model"
        hint="Lead cards say by which model they were scored."
        maxLength={100}
        value={model.name}
        onText={name => editModel(before => ({ ...before, name }), 'model name')}
      />
      {!readOnly && presets.length > 0 && (
        <>
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
        </>
      )}
      <PartNotes part="model" prefix="/name" />
    </section>
  )
}
