import { contrast } from '#flows/theme/contrast.ts'
import { THEME_LIMITS, type Theme } from '#flows/theme/theme.ts'
import { accentsOf } from '#flows/theme/theme-css.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ColorField } from './color-field.tsx'

interface ThemeFormProps {
  readonly theme: Theme
  readonly change: (change: Partial<Theme>) => void
}

const TINTS = [
  { id: 'neutral', label: 'Neutral' },
  { id: 'warm', label: 'Warm' },
  { id: 'cool', label: 'Cool' },
] as const
const DENSITIES = [
  { id: 'compact', label: 'Compact' },
  { id: 'regular', label: 'Regular' },
  { id: 'roomy', label: 'Roomy' },
] as const
const FONTS = [
  { id: 'page', label: 'The page’s own' },
  { id: 'system', label: 'The visitor’s system' },
  { id: 'own', label: 'Another the page has loaded' },
] as const
const SCHEMES = [
  { id: 'page', label: 'As the page' },
  { id: 'system', label: 'As the visitor’s system' },
  { id: 'light', label: 'Always light' },
  { id: 'dark', label: 'Always dark' },
] as const
const SIDES = [
  { id: 'end', label: 'Where lines end (right in English)' },
  { id: 'start', label: 'Where lines begin' },
] as const

/** The settings of a theme. */
export function ThemeForm({ theme, change }: ThemeFormProps) {
  const { light, dark } = accentsOf(theme)
  const initials = theme.avatar && 'initials' in theme.avatar ? theme.avatar.initials : ''
  const picture = theme.avatar && 'url' in theme.avatar ? theme.avatar.url : ''
  return (
    <>
      <div class="pair">
        <ColorField
          label="Accent"
          hint={inkHint(light)}
          value={theme.accent}
          // One on dark paper of its own belonged to the accent before.
          onColor={accent => change({ accent, accentDark: undefined })}
        />
        <ColorField
          label="Accent on dark"
          hint={theme.accentDark ? inkHint(dark) : `Computed. ${inkHint(dark)}`}
          value={dark.accent}
          onColor={accentDark => change({ accentDark })}
        />
      </div>
      <div class="pair">
        <SelectField
          label="Greys"
          value={theme.tint}
          options={TINTS}
          onPick={id => change({ tint: pick(TINTS, id) })}
        />
        <SelectField
          label="Spacing"
          value={theme.density}
          options={DENSITIES}
          onPick={id => change({ density: pick(DENSITIES, id) })}
        />
      </div>
      <label class="field">
        <span class="label">Corners</span>
        <span class="slider">
          <input
            type="range"
            min={0}
            max={THEME_LIMITS.radius}
            value={theme.radius}
            onInput={event => change({ radius: event.currentTarget.valueAsNumber })}
          />
          <output>{theme.radius === 0 ? 'Square' : `${theme.radius} px`}</output>
        </span>
      </label>
      <div class="pair">
        <SelectField label="Font" value={theme.font} options={FONTS} onPick={id => change({ font: pick(FONTS, id) })} />
        <SelectField
          label="Light or dark"
          value={theme.scheme}
          options={SCHEMES}
          onPick={id => change({ scheme: pick(SCHEMES, id) })}
        />
      </div>
      {theme.font === 'own' && (
        <TextField
          label="Font family"
          hint="One name, as the page’s style sheet spells it."
          required
          maxLength={THEME_LIMITS.family}
          value={theme.family ?? ''}
          onText={family => change({ family })}
        />
      )}
      <div class="pair">
        <TextField
          label="Initials of who speaks"
          hint="Up to two letters in the title bar, or none."
          maxLength={2}
          value={initials}
          onText={text => change({ avatar: text.trim() ? { initials: text.trim() } : undefined })}
        />
        <TextField
          label="Or a picture"
          type="url"
          placeholder="https://"
          hint="Square. A page with a policy has to allow it in img-src."
          value={picture}
          onText={url => change({ avatar: url ? { url } : undefined })}
        />
      </div>
      <SelectField
        label="Corner of the bubble"
        value={theme.side}
        options={SIDES}
        onPick={id => change({ side: pick(SIDES, id) })}
      />
      <div class="triple">
        <NumberField
          label="From the side"
          unit="px"
          min={0}
          max={THEME_LIMITS.offset}
          value={theme.offset.inline}
          onNumber={inline => change({ offset: { ...theme.offset, inline: inline ?? 0 } })}
        />
        <NumberField
          label="From below"
          unit="px"
          min={0}
          max={THEME_LIMITS.offset}
          value={theme.offset.block}
          onNumber={block => change({ offset: { ...theme.offset, block: block ?? 0 } })}
        />
        <NumberField
          label="Layer"
          hint="z-index"
          min={1}
          max={THEME_LIMITS.zIndex}
          value={theme.zIndex}
          onNumber={zIndex => change({ zIndex: zIndex ?? 1 })}
        />
      </div>
    </>
  )
}

function inkHint({ accent, ink }: { readonly accent: string; readonly ink: string }): string {
  return `Text on it is ${ink === '#ffffff' ? 'white' : 'black'}, ${contrast(accent, ink).toFixed(1)} : 1.`
}

function pick<Id extends string>(options: readonly { readonly id: Id }[], wanted: string): Id {
  const found = options.find(({ id }) => id === wanted) ?? options[0]
  if (!found) throw new Error('A list to pick from is never empty.')
  return found.id
}
