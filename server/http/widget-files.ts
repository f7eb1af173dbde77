import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readStaticFiles, type StaticFiles } from './static-files.ts'

/** What `npm run build` made of the widget. */
export interface WidgetFiles {
  /** The loader with `"__PARLEY_CONFIG__"` (quotes included) where the site's configuration goes. */
  readonly loader: string
  readonly files: StaticFiles
}

/** Reads the built widget; null when it has not been built. */
export function readWidgetFiles(directory: string): WidgetFiles | null {
  const loader = readLoader(directory)
  return loader === null ? null : { loader, files: readStaticFiles(directory) }
}

/** The built loader alone. */
export function readLoader(directory: string): string | null {
  const path = join(directory, 'loader.js')
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
