/** mulberry32: numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface MadeUpLeads {
  readonly rows: readonly Readonly<Record<string, string>>[]
  readonly outcomes: readonly number[]
}

/** Leads whose outcome follows role, budget and minutes on the site, with a little chance. `weekday` says nothing. */
export function makeUpLeads(count: number, seed = 1): MadeUpLeads {
  const random = randomFrom(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item // index is inside
  const roles = { founder: 1.2, head: 0.5, specialist: -0.6, student: -1.8 }
  const budgets = { b24k: 1, b8k: 0.3, b3k: -0.8, '': -0.4 }
  const rows: Record<string, string>[] = []
  const outcomes: number[] = []
  for (let index = 0; index < count; index++) {
    const role = pick(Object.keys(roles) as (keyof typeof roles)[])
    const budget = pick(Object.keys(budgets) as (keyof typeof budgets)[])
    const minutes = Math.floor(random() * random() * 60)
    const odds = -0.8 + roles[role] + budgets[budget] + minutes / 20
    const won = random() < 1 / (1 + Math.exp(-odds)) ? 1 : 0
    outcomes.push(won)
    rows.push({
      'Lead no': String(4_000 + index),
      Role: role,
      'Yearly budget': budget,
      'Minutes on site': String(minutes),
      Weekday: pick(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']),
      Won: won === 1 ? 'yes' : 'no',
    })
  }
  return { rows, outcomes }
}

/** The rows as columns of text. */
export function toColumns(rows: readonly Readonly<Record<string, string>>[]) {
  return Object.keys(rows[0] ?? {}).map(name => ({ name, texts: rows.map(row => row[name] ?? '') }))
}
