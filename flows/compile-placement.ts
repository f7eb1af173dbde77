import { type Condition, holds, type Leaf } from './condition.ts'
import { DEFAULT_CAP, isUnasked, type Placement } from './placement.ts'

/**
 * A placement as the loader reads it, in as little code as can be: conditions with three forms left, patterns in place of
 * comparisons, triggers as a list, and a cap on what comes up by itself and on nothing else.
 */
export interface SitePlacement extends Pick<Placement, 'surface' | 'shape'> {
  readonly when: SiteCondition
  /** Kinds of `Trigger` with what each waits for; an event as `event:{name}` that is 1. */
  readonly due: readonly (readonly [kind: string, value: string | number | boolean])[]
  /** A click asks for it. */
  readonly asked?: true
  /** At most so often within so many days; without days, in a visit. */
  readonly cap?: { readonly times: number; readonly days?: number }
}

/** `matches` is the source of a regular expression; an unknown fact matches none. */
export type SiteCondition =
  | { readonly all: readonly SiteCondition[] }
  | { readonly not: SiteCondition }
  | { readonly fact: string; readonly matches: string }

/** How long "ever" is. */
const EVER_DAYS = 36_500

export function compilePlacement({ surface, shape, when, trigger = {}, cap = DEFAULT_CAP }: Placement): SitePlacement {
  const days = cap.per === 'visitor' ? (cap.days ?? EVER_DAYS) : undefined
  return {
    surface,
    shape,
    when: when ? compileCondition(when) : { all: [] },
    due: Object.entries(trigger).map(([kind, value]) => (kind === 'event' ? [`event:${value}`, 1] : [kind, value])),
    ...(trigger.click && { asked: true }),
    ...(isUnasked(surface) && { cap: { times: cap.times, ...(days !== undefined && { days }) } }),
  }
}

/** Says the same as `holds` of condition.ts wherever every fact is text, which is all a loader knows: the rest is false. */
export function compileCondition(condition: Condition): SiteCondition {
  if ('all' in condition) return { all: condition.all.map(compileCondition) }
  if ('any' in condition) return { not: { all: condition.any.map(part => ({ not: compileCondition(part) })) } }
  if ('not' in condition) return { not: compileCondition(condition.not) }
  return compileLeaf(condition)
}

function compileLeaf(leaf: Leaf): SiteCondition {
  const { fact, any, wrap, folded, values } = SOURCES[leaf.fact] ?? plain(leaf.fact)
  const matches = (pattern: string): SiteCondition => ({ fact, matches: wrap(pattern) })
  if (values) {
    const fitting = Object.keys(values).filter(value => holds(leaf, { [leaf.fact]: value }))
    return fitting.length > 0 ? matches(fitting.map(value => values[value]).join('|')) : NEVER
  }
  const possible = new RegExp(`^${any}$`)
  const oneOf = (texts: readonly unknown[]): SiteCondition => {
    const wanted = texts.filter(text => typeof text === 'string' && possible.test(text))
    return wanted.length > 0 ? matches(wanted.map(text => literal(String(text), folded)).join('|')) : NEVER
  }
  const known = matches(any)
  const noneOf = (texts: readonly unknown[]): SiteCondition => ({ all: [known, { not: oneOf(texts) }] })
  if ('unknown' in leaf) return { not: known }
  if ('known' in leaf) return known
  if ('is' in leaf) return oneOf([leaf.is])
  if ('in' in leaf) return oneOf(leaf.in)
  if ('isNot' in leaf) return noneOf([leaf.isNot])
  if ('notIn' in leaf) return noneOf(leaf.notIn)
  if ('glob' in leaf) {
    const parts = leaf.glob.split(/\*+/)
    return parts.every(part => possible.test(part))
      ? matches(parts.map(part => literal(part, folded)).join(any))
      : NEVER
  }
  if (!('domainIn' in leaf)) return NEVER
  const domains = leaf.domainIn.filter(domain => possible.test(domain) && !domain.includes('@'))
  const before = `(?:${any}@)?(?:${any.replace('[^', '[^@')}\\.)?`
  return domains.length > 0 ? matches(`${before}(?:${domains.map(domain => literal(domain, true)).join('|')})`) : NEVER
}

const NEVER: SiteCondition = { not: { all: [] } }

/** Where the loader finds a fact. */
interface Source {
  /** Its name for it: often something larger, so that the loader need not take it apart. */
  readonly fact: string
  /** Pattern of all that can stand in it. */
  readonly any: string
  /** What stands around it. */
  readonly wrap: (pattern: string) => string
  /** Case does not count. */
  readonly folded?: boolean
  /** All its values, each with its pattern. */
  readonly values?: Readonly<Record<string, string>>
}

const whole = (pattern: string) => `^(?:${pattern})$`

const plain = (fact: string): Source => ({ fact: fact.replace(/^utm\./, 'utm_'), any: '[^]*', wrap: whole })

const host = (fact: string): Source => ({
  fact,
  any: '[^/:?#]*',
  wrap: pattern => `^[\\w-]+://(?:${pattern})(?:[/:?#]|$)`,
})

const SOURCES: Readonly<Record<string, Source>> = {
  'page.path': { fact: 'href', any: '[^?#]*', wrap: pattern => `^[\\w-]+://[^/]*(?=/)(?:${pattern})(?:[?#]|$)` },
  'page.host': host('href'),
  'referrer.host': host('referrer'),
  referrer: { fact: 'referrer', any: '[^?]*', wrap: pattern => `^(?=.)(?:${pattern})(?:\\?|$)` },
  lang: { fact: 'lang', any: '[^-]*', folded: true, wrap: pattern => `^(?:${pattern})(?:-|$)` },
  device: {
    fact: 'width',
    any: '',
    wrap: whole,
    values: { mobile: '\\d{1,2}|[1-5]\\d\\d|6[0-3]\\d', desktop: '6[4-9]\\d|[7-9]\\d\\d|\\d{4,}' },
  },
  stage: {
    fact: 'seen',
    any: '',
    wrap: whole,
    values: {
      none: '(?!.*(?:completed|qualified)).*',
      lead: '(?!.*qualified).*completed.*',
      qualified: '.*qualified.*',
    },
  },
  visitor: { fact: 'returning', any: '', wrap: whole, values: { new: 'false', returning: 'true' } },
}

function literal(text: string, folded = false): string {
  const escaped = (char: string) => char.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')
  const either = (char: string) => {
    const [lower, upper] = [char.toLowerCase(), char.toUpperCase()]
    return lower.length + upper.length === 2 && lower !== upper ? `[${lower}${upper}]` : escaped(char)
  }
  return [...text].map(folded ? either : escaped).join('')
}
