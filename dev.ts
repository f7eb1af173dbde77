import { spawn } from 'node:child_process'
import { build } from 'vite'
import { studioConfig } from '#studio/build.ts'
import { buildWidget } from '#widget/build.ts'

// `npm run dev`: Parley on http://localhost:4000. Server and widget start again and the studio is rebuilt as files change.
await buildWidget('dist/widget')
const studio = studioConfig('dist/studio')
await build({ ...studio, build: { ...studio.build, watch: {} } })
const server = spawn(
  process.execPath,
  ['--watch-path=server', '--watch-path=flows', '--watch-path=dist', '--watch-preserve-output', 'server/main.ts'],
  { stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.kill(signal))
server.once('exit', code => process.exit(code ?? 0))
