import { publicFlow } from '#flows/locale.ts'
import { templates } from '#flows/templates/index.ts'
import { mountPreview } from '#widget/preview.ts'

/** Shows the pricing template in a panel; `sheet` is the theme it wears. */
export function startLookPreview(host: HTMLElement): { readonly sheet: CSSStyleSheet; stop(): void } {
  const flow = templates.find(({ id }) => id === 'pricing')?.flow
  if (!flow) throw new Error('There is no pricing template.')
  const stop = mountPreview(host, { flow: publicFlow(flow, 'en'), shape: 'chat', panel: true })
  const sheet = new CSSStyleSheet()
  host.shadowRoot?.adoptedStyleSheets.push(sheet)
  return { sheet, stop }
}
