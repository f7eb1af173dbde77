import page from './styles/page.css?inline'
import steps from './styles/steps.css?inline'
import { OnePage } from './views/page.tsx'
import { Steps } from './views/steps.tsx'

// The two shapes of a form as one module to load: they share most of what they are made of.

/** What draws a shape, and the style sheets it needs. */
export const forms = {
  steps: { View: Steps, sheets: [steps] },
  page: { View: OnePage, sheets: [steps, page] },
} as const
