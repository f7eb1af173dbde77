import type { EngagementRule, FitRule, ScoreModel } from '#server/http/api-type.ts'
import { WORLD } from '../conditions/fact-catalog.ts'
import { changeModel } from './edit-model.ts'
import { freeId } from './slugs.ts'

export type Region = NonNullable<ScoreModel['regions']>[number]
/** One number for all a rule gives, or numbers by option. */
export type RegionPoints = Region['points'][string]
/** A rule whose points a region may set: those that give by steps of time are the same everywhere. */
export type RegionalRule = Extract<FitRule | EngagementRule, { points: unknown }>

/** Rules a region can give other points, those of fit first. */
export function regionalRules({ fit, engagement }: ScoreModel): RegionalRule[] {
  return [...fit, ...engagement.rules].filter(rule => 'points' in rule)
}

/** What people call a rule. */
export function nameOfRule(rule: FitRule | EngagementRule): string {
  return 'label' in rule ? rule.label : rule.reason
}

/** A region for leads of a part of the world that has none yet, since every visit tells that; nothing differs in it yet. */
export function addRegion(model: ScoreModel): ScoreModel {
  const regions = model.regions ?? []
  const isTaken = (area: string) => regions.some(({ when }) => 'is' in when && when.fact === AREA && when.is === area)
  const [first] = WORLD
  const { id: area, label } = WORLD.find(({ id }) => !isTaken(id)) ?? first ?? { id: 'Europe', label: 'Region' }
  const id = freeId(
    'region',
    regions.map(one => one.id),
  )
  return { ...model, regions: [...regions, { id, label, when: { fact: AREA, is: area }, points: {} }] }
}

const AREA = 'timeZone.area'

export function changeRegion(model: ScoreModel, id: string, change: Partial<Omit<Region, 'id'>>): ScoreModel {
  return withRegions(model, regions => regions.map(region => (region.id === id ? { ...region, ...change } : region)))
}

export function removeRegion(model: ScoreModel, id: string): ScoreModel {
  return withRegions(model, regions => regions.filter(region => region.id !== id))
}

/** The first region that holds counts, so their order matters. */
export function moveRegion(model: ScoreModel, id: string, by: -1 | 1): ScoreModel {
  return withRegions(model, regions => {
    const from = regions.findIndex(region => region.id === id)
    const [moved, neighbour] = [regions[from], regions[from + by]]
    if (!moved || !neighbour) return regions
    return regions.map((region, index) => (index === from ? neighbour : index === from + by ? moved : region))
  })
}

/** Points of a rule in a region; null = as everywhere. */
export function setRegionPoints(model: ScoreModel, id: string, rule: string, points: RegionPoints | null): ScoreModel {
  return withRegions(model, regions =>
    regions.map(region => {
      if (region.id !== id) return region
      const { [rule]: _before, ...others } = region.points
      // A rule that has points already keeps its place in the list.
      if (points !== null) return { ...region, points: { ...region.points, [rule]: points } }
      return { ...region, points: others }
    }),
  )
}

/** How a rule begins to differ: at the points it has everywhere. */
export function startOfPoints({ points }: RegionalRule): RegionPoints {
  return typeof points === 'number' ? points : {}
}

/** The model as it counts in a region, for its sums. */
export function modelIn(model: ScoreModel, { points }: Region): ScoreModel {
  const own = <Rule extends FitRule | EngagementRule>(rule: Rule): Rule => {
    const worth = points[rule.id]
    if (worth === undefined || !('points' in rule) || typeof rule.points !== typeof worth) return rule
    return { ...rule, points: typeof worth === 'number' ? worth : { ...(rule.points as object), ...worth } } // a table, by the line above
  }
  const { engagement } = model
  return { ...model, fit: model.fit.map(own), engagement: { ...engagement, rules: engagement.rules.map(own) } }
}

function withRegions(model: ScoreModel, change: (regions: readonly Region[]) => readonly Region[]): ScoreModel {
  const regions = change(model.regions ?? [])
  return changeModel(model, { regions: regions.length > 0 ? regions : undefined })
}
