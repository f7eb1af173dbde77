import page from './styles/page.css?inline'
import steps from './styles/steps.css?inline'
import { OnePage } from './views/page.tsx'

export const sheets = [steps, page]
export const View = OnePage
