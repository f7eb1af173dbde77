import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

export interface StaticFile {
  readonly type: string
  readonly etag: string
  readonly plain: Uint8Array
  readonly gzip?: Uint8Array
  readonly brotli?: Uint8Array
}

/** Files of one built folder by path (`assets/chat-1a2b.js`), compressed once. The folders are small and never change while we run. */
export type StaticFiles = ReadonlyMap<string, StaticFile>

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const COMPRESSIBLE = /^(text|application|image\/svg)/

/** Reads a folder into memory; an absent folder has no files. */
export function readStaticFiles(directory: string): StaticFiles {
  const files = new Map<string, StaticFile>()
  if (!existsSync(directory)) return files
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || !type) continue
    const path = join(entry.parentPath, entry.name)
    files.set(relative(directory, path).split(sep).join('/'), toStaticFile(readFileSync(path), type))
  }
  return files
}

export function toStaticFile(plain: Uint8Array, type: string): StaticFile {
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  if (!COMPRESSIBLE.test(type) || plain.length < 500) return { type, etag, plain }
  return { type, etag, plain, gzip: gzipSync(plain, { level: 9 }), brotli: brotliCompressSync(plain) }
}

/** Answers with the best encoding the client takes, or 304 when it has the file already. */
export function sendStaticFile(
  request: Request,
  file: StaticFile,
  headers: Readonly<Record<string, string>>,
): Response {
  const common = { ...headers, etag: file.etag, vary: 'Accept-Encoding' }
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers: common })
  const accepted = request.headers.get('accept-encoding') ?? ''
  const [body, encoding] =
    file.brotli && accepted.includes('br')
      ? [file.brotli, 'br']
      : file.gzip && accepted.includes('gzip')
        ? [file.gzip, 'gzip']
        : [file.plain, undefined]
  return new Response(new Uint8Array(body), {
    headers: { ...common, 'content-type': file.type, ...(encoding ? { 'content-encoding': encoding } : {}) },
  })
}
