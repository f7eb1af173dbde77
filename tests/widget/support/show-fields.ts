import { waitFor, within } from '@testing-library/preact'
import { afterEach } from 'vitest'
import type { Field, PublicFlow } from '#flows/flow.ts'
import type { PreviewOptions } from '#widget/preview.ts'
import { mountPreview } from '#widget/preview.ts'

const shown: (() => void)[] = []
/** The first of a file loads all that the widget is made of. */
const SLOWLY = { timeout: 5000 }

/** Shows a flow that asks for the fields, one after another, in an element of the page. The first question comes with the rest of the widget. */
export async function showFields(fields: Readonly<Record<string, Field>>, options: Partial<PreviewOptions> = {}) {
  const host = document.createElement('parley-test')
  document.body.append(host)
  shown.push(mountPreview(host, { flow: flowAsking(fields), shape: 'chat', ...options }))
  const inside = await waitFor(() => {
    const root = host.shadowRoot?.querySelector<HTMLElement>('.parley')
    if (!root?.firstChild) throw new Error('Nothing is drawn yet.')
    return root
  }, SLOWLY)
  return { host, inside, see: within(inside) }
}

/** The question about a field is called by its id. */
export function flowAsking(fields: Readonly<Record<string, Field>>, locale = 'en'): PublicFlow {
  const asks = Object.keys(fields).map(
    id => ({ id: `q_${id}`, kind: 'ask', field: id, text: `${id}?`, page: 'one' }) as const,
  )
  const end = { id: 'end', kind: 'end', outcome: 'done', text: 'Thank you.' } as const
  return { format: 1, id: 'asking', locale, fields, steps: [...asks, end] }
}

afterEach(() => {
  for (const end of shown.splice(0)) end()
  document.body.replaceChildren()
})
