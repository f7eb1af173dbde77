export { default as css } from './styles/steps.css?inline'
export { Steps } from './views/steps.tsx'
