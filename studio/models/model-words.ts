import type { BacktestTarget, ModelChoice, ModelsOverview } from '#server/http/api-type.ts'

export const TARGETS: Readonly<Record<BacktestTarget, string>> = {
  sql: 'reached SQL',
  won: 'bought',
  accepted: 'was accepted by sales',
}

/** 0.4 → `40 %`; nothing to divide by → a dash. */
export function percent(share: number | null): string {
  if (share === null) return '–'
  const hundred = 100 * share
  return `${hundred.toFixed(hundred > 0 && hundred < 9.5 ? 1 : 0)} %`
}

/** A number a week: with one decimal while it is small. */
export function aWeek(number: number): string {
  return number.toFixed(number < 9.5 ? 1 : 0)
}

/** What a choice is called in a select and in an address. */
export function choiceId(choice: ModelChoice): string {
  if (choice.kind === 'revision') return choice.revision
  return choice.kind === 'preset' ? `preset:${choice.preset}` : choice.kind
}

export function toChoice(id: string): ModelChoice {
  if (id === 'draft' || id === 'live') return { kind: id }
  return id.startsWith('preset:')
    ? { kind: 'preset', preset: id.slice('preset:'.length) }
    : { kind: 'revision', revision: id }
}

/** Everything that can be looked at: the draft, what was live, the presets. */
export function choicesOf({ versions, presets, draft }: ModelsOverview): { id: string; label: string }[] {
  return [
    { id: 'draft', label: draft.changed ? 'Draft' : 'Draft (same as live)' },
    ...versions.map(({ number, revision, live }) => ({
      id: live ? 'live' : revision,
      label: live ? `Model ${number} (live)` : `Model ${number}`,
    })),
    ...presets.map(({ id, name }) => ({ id: `preset:${id}`, label: `Preset ${name}` })),
  ]
}

/** Cohen's kappa as people put it (Landis & Koch, Biometrics 33, 1977). */
export function kappaInWords(kappa: number | null): string {
  if (kappa === null) return 'not enough verdicts to say'
  if (Math.abs(kappa) < 0.005) return 'no better than chance'
  if (kappa < 0) return 'worse than chance'
  const levels = ['slight', 'fair', 'moderate', 'substantial', 'almost perfect']
  return `${levels[Math.min(4, Math.floor(kappa * 5))]} agreement`
}
