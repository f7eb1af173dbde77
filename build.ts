import { buildStudio } from '#studio/build.ts'
import { buildWidget } from '#widget/build.ts'
import { buildNpm } from './build-npm.ts'

// `npm run build`: the two browser bundles and the npm package. The server runs from source and needs no build.
await buildWidget('dist/widget')
await buildStudio('dist/studio')
await buildNpm('dist/npm')
