import { waitFor, within } from '@testing-library/preact'
import { afterEach } from 'vitest'
import { publicFlow } from '#flows/locale.ts'
import { type Template, templates } from '#flows/templates/index.ts'
import { mountPreview, type PreviewOptions } from '#widget/preview.ts'

const shown: (() => void)[] = []
/** The first of a file loads all that the widget is made of. */
const SLOWLY = { timeout: 5000 }

/** Shows a template's flow in an element of the page and gives what is inside. */
export async function showFlow(id: Template['id'], options: Partial<PreviewOptions> & { locale?: string } = {}) {
  const template = templates.find(one => one.id === id)
  if (!template) throw new Error(`There is no template ${id}.`)
  const host = document.createElement('parley-test')
  document.body.append(host)
  const end = mountPreview(host, { flow: publicFlow(template.flow, options.locale ?? 'en'), shape: 'chat', ...options })
  shown.push(end)
  const inside = await waitFor(() => {
    const root = host.shadowRoot?.querySelector<HTMLElement>('.parley')
    if (!root?.firstChild) throw new Error('Nothing is drawn yet.')
    return root
  }, SLOWLY)
  return { host, inside, see: within(inside) }
}

afterEach(() => {
  for (const end of shown.splice(0)) end()
  document.body.replaceChildren()
})
