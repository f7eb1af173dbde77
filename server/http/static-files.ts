import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export interface StaticFile {
  readonly type: string
  readonly etag: string
  readonly plain: Uint8Array
  /** Compressed when first asked for, then kept: a start waits for nothing that nobody wants yet. */
  readonly compressed: Map<Encoding, Uint8Array>
}

type Encoding = 'br' | 'gzip'

/** Files of one built folder by path (`assets/chat-1a2b.js`). The folders are small and never change while we run. */
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
/** The best levels take ten times as long for a few per cent, and the request waits. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
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
  return { type, etag, plain, compressed: new Map() }
}

/** Answers with the best encoding the client takes, or 304 when it has the file already. */
export function sendStaticFile(
  request: Request,
  file: StaticFile,
  headers: Readonly<Record<string, string>>,
): Response {
  const common = { ...headers, etag: file.etag, vary: 'Accept-Encoding' }
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers: common })
  const encoding = encodingFor(request, file)
  const body = encoding ? compress(file, encoding) : file.plain
  return new Response(new Uint8Array(body), {
    headers: { ...common, 'content-type': file.type, ...(encoding ? { 'content-encoding': encoding } : {}) },
  })
}

function encodingFor(request: Request, { type, plain }: StaticFile): Encoding | undefined {
  if (!COMPRESSIBLE.test(type) || plain.length < 500) return undefined
  const accepted = request.headers.get('accept-encoding') ?? ''
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined
}

function compress({ plain, compressed }: StaticFile, encoding: Encoding): Uint8Array {
  const known = compressed.get(encoding)
  if (known) return known
  const made = encoding === 'br' ? brotliCompressSync(plain, BROTLI) : gzipSync(plain, { level: 9 })
  compressed.set(encoding, made)
  return made
}
