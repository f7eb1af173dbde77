import { expect, test } from 'vitest'
import type { Problem } from '#flows/api.ts'
import { themePresets } from '#flows/theme/presets.ts'
import type { SiteSettings, SiteTheme } from '#server/http/api-type.ts'
import { loadSite } from '#server/publishing/live.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { setUpStudio } from './setup.ts'

const [quiet, linen] = themePresets
if (!linen) throw new Error('There are four presets.')

describeOnBoth('the theme of a site', openTestStore => {
  test('is none at first; once saved, pages are told of it at once, as a style sheet', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('marketer')
    expect(await (await client.get('/site/theme')).json()).toEqual({ theme: null })
    const { key } = (await (await client.get('/site')).json()) as SiteSettings
    const { db } = studio.deps.store
    expect((await loadSite(db, key))?.theme).toBe('')

    const saved = await client.put('/site/theme', { theme: linen.theme })

    expect((await saved.json()) as SiteTheme).toEqual({ theme: linen.theme })
    expect(await (await client.get('/site/theme')).json()).toEqual({ theme: linen.theme })
    expect((await loadSite(db, key))?.theme).toContain(linen.theme.accent)

    await client.put('/site/theme', { theme: quiet.theme })
    expect((await loadSite(db, key))?.theme).toBe('')
  })

  test('goes back to the usual look', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')
    await client.put('/site/theme', { theme: linen.theme })
    await client.put('/site/theme', { theme: null })
    expect(await (await client.get('/site/theme')).json()).toEqual({ theme: null })
  })

  test('is refused where it is none, with a pointer', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')
    const refused = await client.put('/site/theme', { theme: { ...quiet.theme, accent: 'red' } })
    expect(refused.status).toBe(422)
    expect(((await refused.json()) as Problem).errors).toMatchObject([{ pointer: '/theme/accent' }])
  })

  test('is not for everybody to change', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')
    expect((await client.get('/site/theme')).status).toBe(200)
    expect((await client.put('/site/theme', { theme: null })).status).toBe(403)
  })
})
