import css from './styles/steps.css?inline'
import { Steps } from './views/steps.tsx'

export const sheets = [css]
export const View = Steps
