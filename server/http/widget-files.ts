import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readStaticFiles, type StaticFiles } from './static-files.ts'

/** What `npm run build` made of the widget. */
export interface WidgetFiles {
  /** The loader with `"__PARLEY_CONFIG__"` (quotes included) where the site's configuration goes. */
  readonly loader: string
  /** Path of the entry module under `/assets/`'s parent: `assets/chat-1a2b.js`. */
  readonly entry: string
  readonly files: StaticFiles
}

const manifestSchema = z.object({ entry: z.string(), loader: z.string() })

/** Reads the built widget; null when it has not been built. */
export function readWidgetFiles(directory: string): WidgetFiles | null {
  const path = join(directory, 'manifest.json')
  if (!existsSync(path)) return null
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  return {
    loader: readFileSync(join(directory, manifest.loader), 'utf8'),
    entry: manifest.entry,
    files: readStaticFiles(directory),
  }
}
