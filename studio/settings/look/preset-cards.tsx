import { themePresets } from '#flows/theme/presets.ts'
import type { Theme } from '#flows/theme/theme.ts'
import { accentsOf } from '#flows/theme/theme-css.ts'
import { tints } from '#flows/theme/tints.ts'

interface PresetCardsProps {
  readonly theme: Theme
  readonly pick: (theme: Theme) => void
}

/** Looks to begin with. Who speaks and in which corner stays as it is set. */
export function PresetCards({ theme, pick }: PresetCardsProps) {
  const { side, offset, zIndex, avatar } = theme
  const kept = { side, offset, zIndex, ...(avatar && { avatar }) }
  return (
    <fieldset class="stack" data-tight>
      <legend class="label">Look</legend>
      <div class="presets">
        {themePresets.map(preset => {
          const wanted = { ...preset.theme, ...kept }
          return (
            <button
              type="button"
              key={preset.id}
              class="preset"
              aria-pressed={isSame(wanted, theme)}
              onClick={() => pick(wanted)}
            >
              <Sample theme={preset.theme} />
              <span>
                <b>{preset.name}</b>
                <small>{preset.about}</small>
              </span>
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}

/** The panel in small: a question, two answers, one of them pressed. */
function Sample({ theme }: { readonly theme: Theme }) {
  const { paper, line, ink, soft } = tints[theme.tint].light
  const { accent } = accentsOf(theme).light
  const corner = theme.radius / 2
  const gap = { compact: 4, regular: 6, roomy: 8 }[theme.density]
  return (
    <svg class="sample" viewBox="0 0 120 76" aria-hidden="true">
      <rect x="0.5" y="0.5" width="119" height="75" rx={theme.radius * 0.8} fill={paper} stroke={line} />
      <rect x="12" y="12" width="40" height="3" rx="1.5" fill={soft} opacity="0.6" />
      <rect x="12" y="21" width="68" height="5" rx="2.5" fill={ink} />
      <rect x="12" y={26 + gap} width="44" height="12" rx={Math.min(corner, 6)} fill={accent} />
      <rect x={60} y={26.5 + gap} width="36" height="11" rx={Math.min(corner, 6)} fill={paper} stroke={line} />
      <rect x="12" y={38 + 2 * gap} width="56" height="12" rx={Math.min(corner, 6)} fill={paper} stroke={line} />
    </svg>
  )
}

function isSame(one: Theme, other: Theme): boolean {
  const sorted = (theme: Theme) =>
    JSON.stringify(
      Object.entries(theme)
        .filter(([, value]) => value !== undefined)
        .sort(),
    )
  return sorted(one) === sorted(other)
}
