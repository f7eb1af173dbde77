import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { withLock } from '#demo/with-lock.ts'

/** A Chromium that can be started, and what it needs in its environment. */
export interface ChromiumBinary {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** `CHROMIUM_PATH`, else a browser installed on this machine, else the one that npm brings (Linux). Throws when there is none. */
export async function findChromium(): Promise<ChromiumBinary> {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (existsSync(given)) return { path: given, env: {} }
    throw new Error(`CHROMIUM_PATH names ${given}, which is not there.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const installed = [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), MAC].find(existsSync)
  if (installed) return { path: installed, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return await unpacked()
  throw new Error('No Chromium for the journeys: install Chromium or Chrome, or name one in CHROMIUM_PATH.')
}

/** The package unpacks into the temporary folder and takes whatever lies there for whole: hence a folder of our own. */
async function unpacked(): Promise<ChromiumBinary> {
  const home = dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))
  const folder = join(home, '../../../.cache/parley-chromium')
  mkdirSync(folder, { recursive: true })
  const whole = join(folder, 'whole')
  await withLock(join(folder, '..', 'parley-chromium.lock'), async () => {
    if (existsSync(whole)) return
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const before = process.env.TMPDIR
    process.env.TMPDIR = folder
    try {
      await chromium.executablePath()
    } finally {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
    }
    writeFileSync(join(folder, 'fonts', 'fonts.conf'), fontsIn(folder))
    writeFileSync(whole, '')
  })
  return { path: join(folder, 'chromium'), env: { FONTCONFIG_PATH: join(folder, 'fonts') } }
}

/** The package's own list of folders is that of a cloud machine. */
function fontsIn(folder: string): string {
  const folders = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts']
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map(path => `  <dir>${path}</dir>`).join('\n')}
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`
}
