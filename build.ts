import { buildStudio } from '#studio/build.ts'
import { buildWidget } from '#widget/build.ts'

// `npm run build`: the two browser bundles. The server runs from source and needs no build.
await buildWidget('dist/widget')
await buildStudio('dist/studio')
