import type { Agreement, BacktestReport, ModelResult, ModelsOverview, Quality } from '#server/http/api-type.ts'

export function qualityOf(change: Partial<Quality> = {}): Quality {
  return { decided: 40, good: 20, above: 25, goodAbove: 18, precision: 0.72, recall: 0.9, auc: 0.81, ...change }
}

const agreement: Agreement = {
  yesAccepted: 18,
  yesRejected: 7,
  noAccepted: 2,
  noRejected: 13,
  agree: 0.775,
  kappa: 0.55,
}

function resultOf(name: string, change: Partial<ModelResult> = {}): ModelResult {
  return {
    name,
    revision: name,
    mql: 50,
    hot: { score: 60, fit: 40 },
    qualified: 25,
    hotLeads: 10,
    disqualified: 1,
    quality: qualityOf(),
    lift: [
      { from: 61, to: 90, leads: 20, good: 15, rate: 0.75, lift: 1.5, found: 0.75 },
      { from: null, to: 40, leads: 20, good: 5, rate: 0.25, lift: 0.5, found: 1 },
    ],
    thresholds: [
      { score: 40, leads: 40, perWeek: 10, precision: 0.5, recall: 1, byOwner: [6, 4] },
      { score: 50, leads: 25, perWeek: 6.25, precision: 0.72, recall: 0.9, byOwner: [5, 1.25] },
      { score: 60, leads: 8, perWeek: 2, precision: 0.875, recall: 0.35, byOwner: [2, 0] },
    ],
    agreement,
    older: qualityOf(),
    newer: qualityOf({ precision: 0.6 }),
    ...change,
  }
}

/** Forty decided leads under two models, one lead flips. */
export function reportOf(change: Partial<BacktestReport> = {}): BacktestReport {
  const side = { score: 55, fit: 50, engagement: 5, temperature: 'warm', qualified: true } as const
  const lead = {
    id: 'lead-1',
    base: side,
    candidate: { ...side, score: 45, qualified: false },
    verdict: 'accepted',
    outcome: 'open',
    differences: [{ reason: 'Role: Head', base: 12, candidate: 2 }],
  } as const
  return {
    spec: {
      base: { kind: 'live' },
      candidate: { kind: 'draft' },
      since: 0,
      until: 1,
      moment: 'capture',
      target: 'sql',
      matureDays: 45,
      seed: 1,
    },
    leads: 50,
    good: 20,
    bad: 20,
    open: 10,
    needed: 20,
    enough: true,
    weeks: 4,
    splitAt: 0,
    owners: [{ id: 'nora', name: 'Nora Blake' }],
    base: resultOf('Model 1 (live)'),
    candidate: resultOf('Draft'),
    mql: { up: 0, down: 1, leads: [{ ...lead, direction: 'down' }] },
    hot: { up: 0, down: 0, leads: [] },
    sample: [{ stage: 'mql', of: 30, leads: [lead] }],
    ...change,
  }
}

export const PEOPLE = { 'lead-1': { name: 'Ida Falk', email: 'ida@nordvik-cold.example', company: 'Nordvik Cold' } }

export function overviewOf(change: Partial<ModelsOverview> = {}): ModelsOverview {
  return {
    flow: { id: 'pricing', name: 'Pricing chat' },
    versions: [
      {
        ...{ number: 1, revision: 'a'.repeat(64), name: 'BANT', preset: 'bant', note: '', by: 'Mara Lind', at: 0 },
        ...{ firstRelease: 1, lastRelease: 3, live: true, leads: 50, tested: null },
      },
    ],
    draft: {
      name: 'BANT',
      revision: 'b'.repeat(64),
      changed: true,
      changes: [{ group: 'fit', kind: 'changed', text: 'Role: Head', before: '+12', after: '+2' }],
      signatures: [],
      signable: true,
      tested: null,
    },
    settings: { signOff: true, reviewDays: 30 },
    review: { at: 0, by: null, due: true },
    presets: [{ id: 'bant', name: 'BANT' }],
    ...change,
  }
}
