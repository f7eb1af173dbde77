import { z } from 'zod'
import type { Condition } from './condition.ts'
import { conditionSchema } from './condition-schema.ts'
import type { Placement } from './placement.ts'

const SECONDS = z.number().min(0).max(86_400)
const many = (most: number) => z.int().min(1).max(most)

const trigger = z
  .strictObject({
    delay: SECONDS.optional(),
    scroll: z.number().min(1).max(100).optional(),
    exit: z.literal(true).optional(),
    idle: SECONDS.min(1).optional(),
    click: z.string().min(1).max(300).optional(),
    event: z.string().min(1).max(100).optional(),
    pages: many(1000).optional(),
  })
  .refine(value => Object.keys(value).length > 0, { message: 'A trigger says what to wait for.' })

const cap = z.discriminatedUnion('per', [
  z.strictObject({ per: z.literal('session'), times: many(1000) }),
  z.strictObject({ per: z.literal('visitor'), times: many(1000), days: many(3650).optional() }),
])

const placement: z.ZodType<Placement> = z.strictObject({
  surface: z.enum(['bubble', 'inline', 'popup', 'slide_in', 'hosted']),
  shape: z.enum(['chat', 'steps', 'page']),
  when: conditionSchema.optional(),
  trigger: trigger.optional(),
  cap: cap.optional(),
})

/** Where a flow appears, from outside. What an earlier version kept, `{ bubble: { when? } | null }`, is read as that. */
export const placementsSchema: z.ZodType<readonly Placement[]> = z.preprocess(
  value => (isEarlier(value) ? upgradePlacements(value) : value),
  z.array(placement).max(30),
)

/** A flow's one placement as it was before there could be several. */
export interface EarlierPlacement {
  readonly bubble: { readonly when?: Condition } | null
}

export function upgradePlacements({ bubble }: EarlierPlacement): Placement[] {
  return bubble ? [{ surface: 'bubble', shape: 'chat', ...bubble }] : []
}

function isEarlier(value: unknown): value is EarlierPlacement {
  const { bubble } = (value ?? {}) as { bubble?: unknown } // looked at only
  return typeof bubble === 'object'
}
