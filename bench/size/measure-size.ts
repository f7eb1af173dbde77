import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '#tests/support/chromium.ts'
import { buildWidget } from '#widget/build.ts'
import { LOADER_PATH, type ServedWidget, serveWidget } from './serve-widget.ts'

/** Bytes after gzip -9. */
export interface WidgetSize {
  /** The one script of every page, the site's configuration apart. */
  readonly loader: number
  /** All scripts and styles Chromium loads up to the first question of an opened chat, the loader among them. */
  readonly chat: number
  /** By path. */
  readonly files: Readonly<Record<string, number>>
}

/** Only ever lowered, but for the loader's rise to hold all targeting and triggers. */
export const SIZE_BUDGET = { loader: 3_000, chat: 21_000 } as const

/** Builds the widget and opens the pricing chat with it in a real browser, up to where the first answer could be given. */
export async function measureSize(): Promise<WidgetSize> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-size-'))
  try {
    await buildWidget(folder)
    const { path, env } = await findChromium()
    const browser = await chromium.launch({
      executablePath: path,
      args: ['--no-sandbox'],
      env: { ...process.env, ...env },
    })
    const widget = await serveWidget(folder)
    try {
      return await openChat(browser, widget)
    } finally {
      widget.close()
      await browser.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function openChat(browser: Browser, { origin, loader }: ServedWidget): Promise<WidgetSize> {
  const files: Record<string, number> = {}
  const loading: Promise<unknown>[] = []
  const page = await browser.newPage()
  page.on('response', response => {
    if (!['script', 'stylesheet'].includes(response.request().resourceType())) return
    const { pathname } = new URL(response.url())
    const counted = async () => {
      files[pathname] = gzipped(pathname === LOADER_PATH ? loader : await response.body())
    }
    loading.push(counted())
  })
  await page.goto(origin)
  await page.locator('parley-launcher').getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Spreadsheets' }).waitFor()
  await page.waitForLoadState('networkidle')
  await Promise.all(loading)
  const chat = Object.values(files).reduce((sum, bytes) => sum + bytes, 0)
  return { loader: gzipped(loader), chat, files }
}

function gzipped(body: string | Buffer): number {
  return gzipSync(body, { level: 9 }).length
}
