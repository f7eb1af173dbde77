import type { MoneyField, RangeOption, SizeField } from '#flows/flow.ts'
import { type Amount, amountsOf } from './amounts.ts'
import type { Lexicon } from './lexicon.ts'
import { says, saysAt, type Token } from './tokens.ts'
import { isTurned } from './turned.ts'

/** The band that typed words fall into whole; undefined where they name none, or could mean two. */
export function bandFor(field: SizeField | MoneyField, tokens: readonly Token[], lexicon: Lexicon): string | undefined {
  if (says(tokens, lexicon.unsure)) return only(field.options.filter(isOpen))
  if (isTurned(tokens, lexicon)) return
  const amount = field.kind === 'size' ? sizeIn(tokens, lexicon) : moneyIn(field.currency, tokens, lexicon)
  if (!amount) return
  const bands = field.options.filter(option => !isOpen(option))
  // "Up to ten" begins where the lowest band does.
  const from = amount.from > 0 ? amount.from : Math.min(...bands.map(({ min = 0 }) => min))
  return only(bands.filter(({ min = 0, max = Infinity }) => from >= min && amount.to <= max))
}

/** The one number of people in the words. */
export function sizeIn(tokens: readonly Token[], lexicon: Lexicon): Amount | undefined {
  if (currenciesIn(tokens, lexicon).length > 0) return
  const amounts = without(amountsOf(tokens, lexicon), tokens, timesAnd(lexicon))
  const isOfPeople = ({ end }: Amount) =>
    saysAt(tokens, lexicon.people, end) > 0 ||
    (!amounts.some(({ start }) => start === end) && saysAt(tokens, lexicon.people, end + 1) > 0)
  return single(amounts, isOfPeople)
}

/** The one amount in the field's own currency: amounts of another are not converted, for bands are a market's own. */
function moneyIn(currency: string, tokens: readonly Token[], lexicon: Lexicon): Amount | undefined {
  const named = currenciesIn(tokens, lexicon)
  if (named.some(one => !one.split('/').includes(currency)) || says(tokens, lexicon.perMonth)) return
  const amounts = without(amountsOf(tokens, lexicon), tokens, `${timesAnd(lexicon)}|${lexicon.people}`)
  const amount = single(amounts, ({ scaled }) => scaled)
  // "20" may be twenty thousand.
  return amount && (amount.scaled || named.length > 0 || amount.to >= 1000) ? amount : undefined
}

const isOpen = ({ min, max }: RangeOption) => min === undefined && max === undefined

function only(options: readonly RangeOption[]): string | undefined {
  return options.length === 1 ? options[0]?.id : undefined
}

function single(amounts: readonly Amount[], fits: (amount: Amount) => boolean): Amount | undefined {
  if (amounts.length < 2) return amounts[0]
  const [one, ...others] = amounts.filter(fits)
  return others.length === 0 ? one : undefined
}

/** Without what is followed by a unit of something else. */
function without(amounts: readonly Amount[] | undefined, tokens: readonly Token[], units: string): readonly Amount[] {
  return (amounts ?? []).filter(({ end }) => tokens[end] !== '%' && saysAt(tokens, units, end) === 0)
}

function timesAnd({ units, otherUnits }: Lexicon): string {
  return [...Object.values(units), otherUnits].filter(Boolean).join('|')
}

const SIGNS: Readonly<Record<string, string>> = {
  $: 'USD/CAD/AUD/NZD/SGD/HKD/MXN/BRL',
  '€': 'EUR',
  '£': 'GBP',
  '₽': 'RUB',
  '¥': 'JPY/CNY',
}
const CODES = 'usd eur gbp chf sek nok dkk pln ron rub brl czk huf cad aud jpy cny inr aed sar egp mxn'.split(' ')

function currenciesIn(tokens: readonly Token[], { currencies }: Lexicon): string[] {
  return tokens.flatMap(token => {
    if (typeof token !== 'string') return []
    if (CODES.includes(token)) return [token.toUpperCase()]
    const word = Object.keys(currencies).find(one => saysAt([token], one, 0) > 0)
    const named = SIGNS[token] ?? (word && currencies[word])
    return named ? [named] : []
  })
}
