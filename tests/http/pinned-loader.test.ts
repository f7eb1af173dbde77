import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, test } from 'vitest'
import { createApp } from '#server/app.ts'
import { pinLoader } from '#server/http/pinned-loaders.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { describeOnBoth, useTestDatabases } from '#tests/support/databases.ts'

const LOADER = '(function(){var c="__PARLEY_CONFIG__";window.seen=[c.site,document.currentScript.dataset.consent]})()'
const { createTestDatabase } = useTestDatabases('sqlite')

/** A folder as the build leaves it, with a loader that tells what it was given. */
async function builtWidget(loader = LOADER): Promise<string> {
  const { dataDirectory } = await createTestDatabase()
  const folder = join(dataDirectory, 'widget')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'loader.js'), loader)
  writeFileSync(join(folder, 'manifest.json'), '{"entry":"assets/chat-1.js","loader":"loader.js"}')
  return folder
}

const pinnedAt = ({ deps, site }: TestApp, loader = LOADER) =>
  pinLoader(loader, { site: site.key, api: deps.config.publicUrl })

test('a pinned loader runs with the configuration of the moment and knows its own tag', async () => {
  const { body } = pinLoader(LOADER, { site: 'site_1', api: 'https://parley.example' })
  const asked: string[] = []
  const world: { seen?: unknown } = {}
  const fetching = (url: string) => {
    asked.push(url)
    return Promise.resolve({ json: () => Promise.resolve({ site: 'site_1', entry: 'chat.js' }) })
  }
  const document = { currentScript: { dataset: { consent: 'granted' } } }
  new Function('fetch', 'document', 'window', body)(fetching, document, world)
  await expect.poll(() => world.seen).toEqual(['site_1', 'granted'])
  expect(asked).toEqual(['https://parley.example/v1/sites/site_1'])
})

describeOnBoth('the pinned loader', openTestStore => {
  it('has an address named by its bytes, may be kept for ever and read by any page', async () => {
    const test = await createTestApp(await openTestStore(), { config: { widgetDirectory: await builtWidget() } })
    const { version, body, integrity } = pinnedAt(test)
    const response = await test.request(`/w/${test.site.key}@${version}.js`)
    const text = await response.text()
    expect(text).toBe(body)
    expect(integrity).toBe(`sha384-${createHash('sha384').update(text).digest('base64')}`)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('keeps its bytes when Parley is updated', async () => {
    const store = await openTestStore()
    const test = await createTestApp(store, { config: { widgetDirectory: await builtWidget() } })
    const { version, body } = pinnedAt(test)
    await test.request(`/w/${test.site.key}@${version}.js`)

    const newer = await builtWidget(`${LOADER}/* newer */`)
    const updated = createApp(
      { ...test.deps, config: { ...test.deps.config, widgetDirectory: newer } },
      { version: '0.0.1-test', stopping: () => false },
    )
    const old = await updated.request(`/w/${test.site.key}@${version}.js`)
    expect(await old.text()).toBe(body)
    const next = pinnedAt(test, `${LOADER}/* newer */`)
    expect(await (await updated.request(`/w/${test.site.key}@${next.version}.js`)).text()).toBe(next.body)
  })

  it('of another version, site or shape is missing', async () => {
    const test = await createTestApp(await openTestStore(), { config: { widgetDirectory: await builtWidget() } })
    const { version } = pinnedAt(test)
    const paths = [
      `${test.site.key}@${'a'.repeat(22)}.js`,
      `site_unknown@${version}.js`,
      `${test.site.key}@.js`,
      `${test.site.key}@${version}x.js`,
      `@${version}.js`,
    ]
    for (const path of paths) expect((await test.request(`/w/${path}`)).status, path).toBe(404)
  })
})
