import type { SessionContext } from '#flows/api.ts'

/** Where a visitor of the pricing page comes from, as the widget notes it. */
export function pricingContext(variants: Readonly<Record<string, string>>): SessionContext {
  return {
    page: {
      url: 'https://tallybarn.example/pricing?utm_source=newsletter&utm_medium=email&utm_campaign=november',
      path: '/pricing',
      title: 'Pricing · Tallybarn',
    },
    referrer: 'https://tallybarn.example/customers/cold-store',
    utm: { source: 'newsletter', medium: 'email', campaign: 'november' },
    locale: 'en-GB',
    timeZone: 'Europe/London',
    device: 'desktop',
    surface: 'bubble',
    shape: 'chat',
    variants,
    consent: 'granted',
  }
}
