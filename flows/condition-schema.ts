import { z } from 'zod'
import type { Condition } from './condition.ts'
import { FLOW_LIMITS } from './flow.ts'

const fact = z
  .string()
  .max(100)
  .regex(/^[a-z][\w-]*(\.[\w-]+)*$/i, 'Name a field or a part of the context.')
  .refine(name => !(name in {}), 'This name is reserved.') // what every JavaScript object answers to, such as toString
const scalar = z.union([z.string().max(200), z.number(), z.boolean()])
const scalars = z.array(scalar).min(1).max(200)

const leaf = <N extends string, S extends z.ZodType>(name: N, schema: S) =>
  z.strictObject({ fact, [name]: schema } as { fact: typeof fact } & Record<N, S>)

const parts = z.array(z.lazy(() => nested)).max(200)

const nested: z.ZodType<Condition> = z.union(
  [
    z.strictObject({ all: parts }),
    z.strictObject({ any: parts }),
    z.strictObject({ not: z.lazy(() => nested) }),
    leaf('is', scalar),
    leaf('isNot', scalar),
    leaf('in', scalars),
    leaf('notIn', scalars),
    leaf('gt', z.number()),
    leaf('gte', z.number()),
    leaf('lt', z.number()),
    leaf('lte', z.number()),
    leaf('known', z.literal(true)),
    leaf('unknown', z.literal(true)),
    leaf('has', z.string().max(200)),
    leaf('domainIn', z.array(z.string().min(1).max(253)).min(1).max(200)),
    leaf('glob', z.string().max(200)),
  ],
  { error: 'A condition is all, any, not, or a fact with one comparison (is, isNot, in, notIn, gt, gte, lt, lte, …).' },
)

/** A condition from outside: known comparisons only, nested at most 20 deep. */
export const conditionSchema: z.ZodType<Condition> = z
  .unknown()
  .refine(value => depthOf(value, FLOW_LIMITS.nesting) <= FLOW_LIMITS.nesting, {
    message: `Conditions may be nested ${FLOW_LIMITS.nesting} deep.`,
  })
  .pipe(nested)

/** How deep all, any and not are nested; stops counting one past `enough`, so it is safe on any depth. */
function depthOf(value: unknown, enough: number): number {
  if (typeof value !== 'object' || value === null || enough < 0) return 0
  const inner = 'all' in value ? value.all : 'any' in value ? value.any : 'not' in value ? [value.not] : []
  const depths = Array.isArray(inner) ? inner.map(part => depthOf(part, enough - 1)) : []
  return 1 + Math.max(0, ...depths)
}
