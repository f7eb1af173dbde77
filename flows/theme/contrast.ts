/** Contrast ratio of two `#rrggbb` colours, 1–21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** The ink that reads best on a fill: at least 4.5 : 1 on every colour there is. */
export function inkOn(fill: string): string {
  return luminance(fill) < MIDDLE ? '#ffffff' : '#000000'
}

/** The colour nearest to the one wanted, by lightness, that stands out from the paper at least so much; as it is where it does. */
export function standOut(wanted: string, paper: string, least: number): string {
  const towards = luminance(paper) < MIDDLE ? 255 : 0
  // In steps too small to see; the last is white or black, which stands out from any paper that is no middle grey.
  for (let share = 0; share < 1; share += 0.01) {
    const mixed = mix(wanted, towards, share)
    if (contrast(mixed, paper) >= least) return mixed
  }
  return mix(wanted, towards, 1)
}

/** Where white and black read equally well: (Y + 0.05)² = 1.05 × 0.05. */
const MIDDLE = Math.sqrt(1.05 * 0.05) - 0.05

/** Relative luminance, 0–1 (WCAG 2.2). */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map(channel => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(color: string, towards: number, share: number): string {
  const mixed = channels(color).map(channel => Math.round(channel + (towards - channel) * share))
  return `#${mixed.map(channel => channel.toString(16).padStart(2, '0')).join('')}`
}

function channels(color: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16))
}
