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
  const path = join(directory, 'loader.js')
  if (!existsSync(path)) return null
  return { loader: readFileSync(path, 'utf8'), files: readStaticFiles(directory) }
}
