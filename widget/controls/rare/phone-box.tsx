import { useEffect, useRef, useState } from 'preact/hooks'
import type { PhoneField } from '#flows/flow.ts'
import type { Country } from '#flows/phone-plan.ts'
import { Icon } from '../../views/icon.tsx'
import { useFocusWhenAsked } from './focus-when-asked.ts'
import type { RareProps } from './rare-props.ts'

/**
 * A number with its country: the browser's own picker over a short form of it, and a box. A number typed with its `+` picks the
 * country by itself. Whether so many digits can be a number is known once the plan is loaded; until then the form alone counts.
 */
export function PhoneBox({
  id,
  field,
  value,
  invalid,
  labelledby,
  describedby,
  locale,
  words,
  change,
}: RareProps<PhoneField>) {
  const [plan, setPlan] = useState<Plan>()
  const [picked, setPicked] = useState(field.country ?? regionOf(navigator.language))
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  const box = useRef<HTMLInputElement>(null)
  useFocusWhenAsked(box)
  useEffect(() => {
    import('#flows/phone-plan.ts').then(setPlan).catch(() => {})
  }, [])

  const countries = plan?.COUNTRIES ?? []
  const country = countries.find(one => one.id === picked) ?? countries[0]
  const give = (text: string, of: Country | undefined) => {
    const number = plan && of ? plan.toInternational(text, of) : text
    // What cannot ring goes on as typed, marked so that the field refuses it.
    change(text.trim() === '' ? '' : (number ?? `${text}?`))
  }
  // What was typed before the plan was there was given without its country.
  useEffect(() => {
    if (plan && typed.trim() !== '') give(typed, country)
  }, [plan])
  const type = (text: string) => {
    setTyped(text)
    const own = /^\s*(\+|00)/.test(text) ? plan?.countryOf(text.replace(/^\s*00/, '+')) : undefined
    const shares = own && own.code === country?.code
    if (own && !shares) setPicked(own.id)
    give(text, own && !shares ? own : country)
  }
  return (
    <div class="phone">
      {country && (
        <span class="box country">
          <bdi aria-hidden="true" dir="ltr">
            {country.id} +{country.code}
          </bdi>
          <Icon d="M8 10l4 4 4-4" />
          <select
            aria-label={words.country}
            autocomplete="tel-country-code"
            value={country.id}
            onChange={event => {
              const next = countries.find(one => one.id === event.currentTarget.value)
              if (!next) return
              setPicked(next.id)
              give(typed, next)
              box.current?.focus()
            }}
          >
            {named(countries, locale).map(({ id, code, name }) => (
              <option key={id} value={id}>
                {name} +{code}
              </option>
            ))}
          </select>
        </span>
      )}
      <input
        ref={box}
        id={id}
        class="box"
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        maxLength={40}
        dir="ltr"
        aria-labelledby={labelledby}
        aria-describedby={describedby}
        aria-invalid={invalid}
        value={typed}
        onInput={event => type(event.currentTarget.value)}
      />
    </div>
  )
}

type Plan = typeof import('#flows/phone-plan.ts')

/** In the order of their names in the language of the questions. */
function named(countries: readonly Country[], locale: string) {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const order = new Intl.Collator(locale)
  return countries
    .map(({ id, code }) => ({ id, code, name: names.of(id) ?? id }))
    .sort((a, b) => order.compare(a.name, b.name))
}

function regionOf(language: string): string {
  return Intl.Locale.prototype.maximize.call(new Intl.Locale(language || 'en')).region ?? 'US'
}
