import type { ScoreModel } from '../score-model.ts'

/** Who is left out of scoring altogether; the domains are the workspace's to fill in. */
export const exclusions = [
  {
    id: 'competitor',
    when: {
      any: [
        { fact: 'email.domain', domainIn: ['competitor.example'] },
        { fact: 'company.domain', domainIn: ['competitor.example'] },
      ],
    },
    reason: 'Works for a competitor',
    unscored: true,
  },
  { id: 'customer', when: { fact: 'need', is: 'customer' }, reason: 'Already a customer', unscored: true },
] as const satisfies ScoreModel['disqualify']

/** Students and researchers are busy readers and poor buyers. */
export function studentRule(points: number) {
  return {
    id: 'student',
    kind: 'when',
    when: { fact: 'role.level', is: 'student' },
    points,
    reason: 'Student or researcher',
  } as const
}

/** Sources disagree about people who look at jobs, so this line is there to be changed. */
export function careersRule(points: number) {
  return {
    id: 'careers_page',
    kind: 'event',
    event: 'page_viewed',
    path: '*/careers*',
    points,
    times: 'once',
    reason: 'Looked at jobs',
  } as const
}

/** Somebody else of the company is a lead too: it raises everyone there. */
export function colleagueRule(points: number) {
  return { id: 'colleague', kind: 'colleague', points, reason: 'A colleague is a lead too' } as const
}

/** The workspace's list of priority accounts. */
export function priorityRule(points: number) {
  return {
    id: 'priority_account',
    kind: 'account',
    signal: 'priority',
    points,
    reason: 'The company is on the priority list',
  } as const
}
