import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { geist } from './font.ts'

export type Asset = { readonly body: string | Uint8Array<ArrayBuffer>; readonly type: string; readonly version: string }

/** The site's only stylesheet: the parts below joined in this order. */
const stylesheet = joined('text/css; charset=utf-8', [
  'font.css',
  'tokens.css',
  'base.css',
  'layout.css',
  'slot.css',
  'pictures.css',
  'pages.css',
  'article.css',
  'calculator.css',
])

const calculatorScript = joined('text/javascript; charset=utf-8', ['calculator.js'])

/** Files under `/assets`, by name. */
export const assets: Readonly<Record<string, Asset>> = {
  'site.css': stylesheet,
  'calculator.js': calculatorScript,
  'geist.woff2': { body: new Uint8Array(geist), type: 'font/woff2', version: '' },
}

/** The address of a file with its content hash, so that browsers may keep it for good. */
export function assetPath(name: string): string {
  return `/assets/${name}?v=${assets[name]?.version ?? ''}`
}

function joined(type: string, names: readonly string[]): Asset {
  const body = names.map(name => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')).join('\n')
  return { body, type, version: createHash('sha256').update(body).digest('hex').slice(0, 12) }
}
