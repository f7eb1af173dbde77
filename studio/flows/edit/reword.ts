import type { Flow } from '#flows/flow.ts'
import { withVariants } from '#flows/locale.ts'

/** The flow with other texts under these wording keys, through the one place that knows where a flow keeps words. */
export function reword(flow: Flow, texts: Readonly<Record<string, string>>): Flow {
  const once = { id: 'once', version: 1, status: 'running', variants: [{ id: 'on', weight: 0, patch: texts }] } as const
  const { experiments, ...rest } = flow
  const { experiments: _once, ...reworded } = withVariants({ ...rest, experiments: [once] }, { once: 'on' })
  return { ...rest, ...reworded, ...(experiments && { experiments }) }
}
