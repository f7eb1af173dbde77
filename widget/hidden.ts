import type { PublicFlow } from '#flows/flow.ts'
import { hiddenValues } from '#flows/hidden-values.ts'
import type { PageHost } from './page-host.ts'

/**
 * Values of a flow's hidden fields from the sources that each one names: what the page gave by `prefill`, a `data-` attribute of an
 * element of ours that shows this flow, a parameter of the address the visit began at, in this order. Nothing else of the page is read.
 */
export function hiddenOf(
  { id: flow, fields }: PublicFlow,
  { prefill, from: [landing] }: Pick<PageHost, 'prefill' | 'from'>,
) {
  const query = URL.canParse(landing) ? new URL(landing).searchParams : undefined
  const elements = [...document.querySelectorAll(OURS)].filter(element => element.getAttribute('flow') === flow)
  return hiddenValues(fields, (id, field) => [
    field.prefill && prefill && Object.hasOwn(prefill, id) ? prefill[id] : undefined,
    ...(field.attribute ? elements.map(element => element.getAttribute(`data-${field.attribute}`)) : []),
    field.query && query?.get(field.query),
  ])
}

const OURS = 'parley-form, parley-chat, parley-widget'
