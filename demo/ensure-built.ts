import { existsSync, globSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildStudio } from '#studio/build.ts'
import { buildWidget } from '#widget/build.ts'
import { withLock } from './with-lock.ts'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'dist')

/** What is built, and from what. */
const BUNDLES = [
  { name: 'widget', of: ['widget', 'flows', 'package-lock.json'], build: buildWidget },
  { name: 'studio', of: ['studio', 'widget', 'flows', 'package-lock.json'], build: buildStudio },
] as const

/**
 * Builds the widget and the studio where a source is newer than what was built. Several processes may call it at once:
 * one builds, the others wait for it.
 */
export async function ensureBuilt(tell: (what: string) => void = () => {}): Promise<void> {
  mkdirSync(DIST, { recursive: true })
  await withLock(join(DIST, '.building'), async () => {
    for (const bundle of BUNDLES.filter(isStale)) {
      tell(`Building the ${bundle.name}`)
      const startedAt = new Date()
      const stamp = stampOf(bundle)
      rmSync(stamp, { force: true })
      await bundle.build(join(DIST, bundle.name))
      writeFileSync(stamp, '')
      // A source that was saved during the build is newer than the build.
      utimesSync(stamp, startedAt, startedAt)
    }
  })
}

/** Written when a build is complete: the files alone do not tell one that was broken off. */
function stampOf({ name }: { readonly name: string }): string {
  return join(DIST, `.${name}-built`)
}

function isStale(bundle: (typeof BUNDLES)[number]): boolean {
  const stamp = stampOf(bundle)
  if (!existsSync(stamp) || !existsSync(join(DIST, bundle.name))) return true
  const { mtimeMs } = statSync(stamp)
  const sources = bundle.of.flatMap(source => globSync([source, `${source}/**/*`], { cwd: ROOT }))
  return sources.some(source => statSync(join(ROOT, source)).mtimeMs > mtimeMs)
}
