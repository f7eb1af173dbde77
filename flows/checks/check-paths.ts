import type { Flow, StandingPromise } from '../flow.ts'
import { FLOW_LIMITS } from '../flow.ts'
import { type Graph, toGraph } from '../graph.ts'
import { waits } from '../waits.ts'
import { createEffort, type Effort, exampleOf, explore, type Group } from './explore.ts'
import { error, type Finding, warning } from './finding.ts'

/** What can happen to visitors, proved by following every answer that makes a difference. */
export function checkPaths(flow: Flow): Finding[] {
  const graph = toGraph(flow)
  const { groups, complete } = explore(flow, graph)
  const effort = createEffort()
  return [
    ...firstPerStep(
      flow,
      groups.filter(group => group.before && group.index === flow.steps.length),
      deadEnd,
    ),
    ...firstPerStep(
      flow,
      groups.filter(group => group.contact && !group.consent && settles(flow, group)),
      missingConsent,
    ),
    ...firstPerStep(
      flow,
      groups.filter(group => !group.email && stepOf(flow, group)?.kind === 'decide'),
      decideWithoutEmail,
    ),
    ...(complete ? unreachable(flow, groups) : [tooLarge()]),
    ...tooManyTransitions(flow, graph),
    ...(flow.promises ?? []).flatMap((promise, index) =>
      broken(flow, graph, { promise, pointer: `/promises/${index}`, effort }),
    ),
  ]
}

type About = (flow: Flow, group: Group) => Finding

function firstPerStep(flow: Flow, groups: readonly Group[], about: About): Finding[] {
  const first = new Map<string, Finding>()
  for (const group of groups) {
    const finding = about(flow, group)
    if (!first.has(finding.pointer)) first.set(finding.pointer, finding)
  }
  return [...first.values()]
}

const deadEnd: About = (flow, group) => {
  const last = group.before ?? group
  return error('dead_end', {
    ...placeOf(flow, last),
    message: 'After this step there is nothing more. Send visitors to an end, or add one below.',
    ...exampleOf(group),
  })
}

const missingConsent: About = (flow, group) =>
  error('missing_consent', {
    ...placeOf(flow, group),
    message: 'Visitors get here with their address given and no consent to be contacted. Ask for it on every way here.',
    ...exampleOf(group),
  })

const decideWithoutEmail: About = (flow, group) =>
  warning('decide_without_email', {
    ...placeOf(flow, group),
    message: 'Some visitors get here without an e-mail address: they cannot become leads.',
    ...exampleOf(group),
  })

function unreachable(flow: Flow, groups: readonly Group[]): Finding[] {
  const reached = new Set(groups.map(group => group.index))
  return flow.steps.flatMap((step, index) =>
    reached.has(index)
      ? []
      : [
          warning('unreachable', {
            pointer: `/steps/${index}`,
            step: step.id,
            message: 'No answers lead to this step.',
          }),
        ],
  )
}

interface Promised {
  readonly promise: StandingPromise
  readonly pointer: string
  /** All promises share it. */
  readonly effort: Effort
}

function broken(flow: Flow, graph: Graph, { promise, pointer, effort }: Promised): Finding[] {
  const index = graph.indexOf.get(promise.never)
  if (index === undefined) return []
  const { groups, complete } = explore(flow, graph, promise.facts, effort)
  const breaking = groups.find(group => group.index === index)
  if (breaking) {
    const message = `“${promise.name}” does not hold: with these answers the step is reached.`
    return [error('promise_broken', { pointer, step: promise.never, message, ...exampleOf(breaking) })]
  }
  const message = `“${promise.name}” cannot be proved: the flow has too many branches.`
  return complete ? [] : [error('too_large_to_prove', { pointer, step: promise.never, message })]
}

function tooLarge(): Finding {
  const message = 'There are too many different ways through the flow: not every one was checked.'
  return warning('too_large_to_prove', { pointer: '', message })
}

/** The longest way through, counted in steps that wait for the visitor or the server. */
function tooManyTransitions(flow: Flow, { steps, edges }: Graph): Finding[] {
  const longest = new Array<number>(steps.length).fill(0)
  for (const [index, step] of [...steps.entries()].reverse()) {
    const ahead = (edges[index] ?? []).map(({ to }) => longest[to] ?? 0)
    longest[index] = Math.max(0, ...ahead) + (waits(step) ? 1 : 0)
  }
  if ((longest[0] ?? 0) <= FLOW_LIMITS.transitions) return []
  const message = `One way through asks ${longest[0]} times; ${FLOW_LIMITS.transitions} is the most.`
  return [error('too_many_transitions', { pointer: '/steps', step: flow.steps[0]?.id, message })]
}

function settles(flow: Flow, group: Group): boolean {
  const kind = stepOf(flow, group)?.kind
  return kind === 'decide' || kind === 'end'
}

const stepOf = (flow: Flow, group: Group) => flow.steps[group.index]

const placeOf = (flow: Flow, group: Group) => ({ pointer: `/steps/${group.index}`, step: stepOf(flow, group)?.id })
