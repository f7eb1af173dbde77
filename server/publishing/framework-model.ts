import type { Flow } from '#flows/flow.ts'
import { bant } from '../scoring/presets/bant.ts'
import type { FitRule, ScoreModel } from '../scoring/score-model.ts'

/**
 * A first score model for a conversation in a framework's order: the acts, lines and exclusions of `bant`, and a line of fit for
 * each question that has options. Together the questions of a known framework are worth what need, size, role, timeline and
 * budget are in `bant`, so its lines of hot and cold hold. A question of the team's own starts with 0 for each option.
 */
export function frameworkModel(flow: Pick<Flow, 'fields' | 'steps'>, name: string): ScoreModel {
  const asked = flow.steps.flatMap(step => (step.kind === 'ask' ? [step.field] : []))
  const fit = asked.flatMap(field => lineOf(flow, field))
  return { ...bant, name, fit: [...atMost(fit, FIT), ...OTHERS] }
}

/** What the best answers of `bant` come to. */
const FIT = 70

const PRESET: readonly FitRule[] = bant.fit
/** Lines that ask no question: the priority list, say. */
const OTHERS = PRESET.filter(({ kind }) => kind !== 'options')

/** By field: what the answers of the templates' own questions are worth. */
const POINTS: Readonly<Record<string, { readonly label: string; readonly points: Readonly<Record<string, number>> }>> =
  {
    need: { label: 'Need', points: { save_time: 10, cut_costs: 8, grow: 10, comply: 10, comparing: 0 } },
    challenges: { label: 'Challenge', points: { manual: 10, apart: 10, outgrown: 10, costly: 8, none: 0 } },
    goals: { label: 'Goal', points: { revenue: 10, costs: 8, speed: 10, quality: 8, none: 0 } },
    plans: { label: 'Plans', points: { project: 8, tried: 6, ideas: 2, none: -3 } },
    prioritization: { label: 'Priority', points: { top: 15, next: 12, someday: 3, unranked: -5 } },
    consequences: { label: 'If nothing changes', points: { loss: 8, stuck: 6, bearable: 1, nothing: -3 } },
    implications: { label: 'Once it works', points: { growth: 6, time: 4, trust: 4, unsure: 0 } },
  }

function lineOf({ fields }: Pick<Flow, 'fields'>, id: string): FitRule[] {
  const field = fields[id]
  if (!field || !('options' in field) || id === 'elsewhere') return []
  const known = PRESET.find(rule => rule.kind === 'options' && rule.fact === id)
  const ids = field.options.map(option => option.id)
  if (known?.kind === 'options' && ids.every(option => Object.hasOwn(known.points, option))) return [known]
  const { label, points } = POINTS[id] ?? { label: inWords(id), points: {} }
  const all = Object.fromEntries(ids.map(option => [option, points[option] ?? 0]))
  return [{ id, kind: 'options', fact: id, label, points: all }]
}

/** The lines with their points made smaller alike where the best answers would be worth more. */
function atMost(fit: readonly FitRule[], most: number): FitRule[] {
  const sum = fit.reduce((total, rule) => total + best(rule), 0)
  if (sum <= most) return [...fit]
  return fit.map(rule => {
    if (rule.kind !== 'options') return rule
    const points = Object.entries(rule.points).map(([id, worth]) => [id, Math.round((worth * most) / sum)] as const)
    return { ...rule, points: Object.fromEntries(points) }
  })
}

function best(rule: FitRule): number {
  return rule.kind === 'options' ? Math.max(0, ...Object.values(rule.points)) : 0
}

function inWords(id: string): string {
  const words = id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
