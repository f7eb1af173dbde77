import { describe, expect, test } from 'vitest'
import { countingCost, countsPerLocation } from '#demo/site/counting-cost.ts'
import { createSite } from '#demo/site/create-site.ts'

const oneSite = {
  sites: 1,
  locations: 1_000,
  countsPerYear: 2,
  people: 10,
  hoursClosed: 8,
  marginPerHour: 500,
  wage: 30,
  secondsPerLocation: 36,
}

describe('the cost of counting', () => {
  test('the classes come to 2.6 counts a location and year', () => {
    expect(countsPerLocation).toBeCloseTo(2.6, 10)
  })

  test('closing costs the pay of all people and the margin of all hours', () => {
    expect(countingCost(oneSite).closing).toEqual({ wages: 4_800, margin: 8_000, total: 12_800 })
  })

  test('rounds cost the pay for each count and the plan', () => {
    const { rounds } = countingCost(oneSite)
    expect(rounds.hours).toBeCloseTo(26, 10)
    expect(rounds.total).toBeCloseTo(26 * 30 + 2_880, 10)
  })

  test.each([
    [3, 'Starter'],
    [4, 'Team'],
    [15, 'Team'],
    [16, 'Enterprise'],
  ])('%i sites need the plan %s', (sites, name) => {
    expect(countingCost({ ...oneSite, sites }).rounds.plan.name).toBe(name)
  })
})

describe('the calculator page', () => {
  const request = (path: string) => createSite({ parleyOrigin: 'http://127.0.0.1:4100', siteKey: 'pk' }).request(path)
  const query = (input: object) =>
    new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]))

  test('takes the figures from its address, so that it works without a script', async () => {
    const markup = await (await request(`/calculator?${query(oneSite)}`)).text()
    expect(markup).toContain('name="locations" value="1000"')
    expect(markup).toContain('$9,140')
  })

  test('says so when closing is the cheaper way', async () => {
    const cheapToClose = query({ ...oneSite, marginPerHour: 0, people: 1 })
    expect(await (await request(`/calculator/result?${cheapToClose}`)).text()).toContain(
      'a year less if you keep closing',
    )
  })

  test.each(['<b>', '-1', '1e400', '', 'NaN'])('takes its opening value for a number like %j', async sites => {
    const markup = await (await request(`/calculator?sites=${encodeURIComponent(sites)}`)).text()
    expect(markup).toContain('name="sites" value="2"')
  })
})
