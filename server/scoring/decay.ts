import { z } from 'zod'

const days = z.number().positive().max(3650)

const stepSchema = z
  .strictObject({
    /** From so many days after the act on … */
    afterDays: days,
    /** … it is worth this much of its points. */
    percent: z.int().min(0).max(100),
  })
  .readonly()

/** Steps by which points fade; they only go down, one after another. */
export const decayStepsSchema = z
  .array(stepSchema)
  .min(1)
  .max(12)
  .refine(goesDown, 'Each step must come later than the one before and be worth no more.')
  .readonly()

/** How the points of a rule fade, where it is not as the model says: by half-life, by steps, or never. */
export const decaySchema = z.union(
  [
    z.strictObject({ halfLifeDays: days }).readonly(),
    z.strictObject({ steps: decayStepsSchema }).readonly(),
    z.strictObject({ never: z.literal(true) }).readonly(),
  ],
  { error: 'Points fade by halfLifeDays, by steps of afterDays and percent, or never.' },
)

export type Decay = z.infer<typeof decaySchema>

/** What is left of a point so many milliseconds after the act: 1 = all, 0 = nothing. Never rises with age. */
export type Fading = (ageMs: number) => number

const DAY = 86_400_000

/** share = ½^(age ÷ half-life) */
export function halved(ageMs: number, halfLifeDays: number): number {
  return 0.5 ** (Math.max(0, ageMs) / DAY / halfLifeDays)
}

export function halving(halfLifeDays: number): Fading {
  return ageMs => halved(ageMs, halfLifeDays)
}

/** The share of the last step that has been reached; all before the first. `steps` as parsed: later ones are worth less. */
export function fallingBySteps(steps: readonly { readonly afterDays: number; readonly share: number }[]): Fading {
  return ageMs => steps.findLast(({ afterDays }) => ageMs >= afterDays * DAY)?.share ?? 1
}

function goesDown(steps: readonly { readonly afterDays: number; readonly percent: number }[]): boolean {
  return steps.every((step, index) => {
    const before = steps[index - 1]
    return !before || (step.afterDays > before.afterDays && step.percent <= before.percent)
  })
}
