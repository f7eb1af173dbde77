import type { Guest } from './booking-props.ts'

/** A calendar that can stand in the page: where its frame leads, and what its messages mean. */
export interface Calendar {
  readonly src: string
  /** Messages of any other origin are not heard. */
  readonly origin: string
  hears(data: unknown): 'booked' | { readonly height: number } | { readonly answer: unknown } | undefined
}

interface Provider {
  readonly hosts: RegExp
  src(url: URL, guest: Guest, page: string): void
  hears: Calendar['hears']
}

const MOST_HEIGHT = 2000

/** By the documented query parameters and messages of each. */
const providers: readonly Provider[] = [
  {
    hosts: /^(app\.)?cal\.(com|eu)$/,
    src(url, { name, email }) {
      url.pathname = `${url.pathname.replace(/\/(embed)?$/, '')}/embed`
      put(url, { embed: 'parley', layout: 'mobile', name, email })
    },
    hears(data) {
      if (read(data, 'originator') !== 'CAL') return
      const type = read(data, 'type')
      // Its page stays blank until somebody says that they are listening.
      if (type === '__iframeReady') return { answer: { originator: 'CAL', method: 'parentKnowsIframeReady' } }
      const height = Number(read(read(data, 'data'), 'iframeHeight'))
      if (type === '__dimensionChanged' && height > 0) return { height: Math.min(height, MOST_HEIGHT) }
      return type === 'bookingSuccessful' || type === 'bookingSuccessfulV2' ? 'booked' : undefined
    },
  },
  {
    hosts: /^calendly\.com$/,
    src(url, { name, email }, page) {
      put(url, { embed_domain: page, embed_type: 'Inline', hide_gdpr_banner: '1', name, email })
    },
    hears(data) {
      const height = Number.parseInt(String(read(read(data, 'payload'), 'height')), 10)
      if (read(data, 'event') === 'calendly.page_height' && height > 0) return { height: Math.min(height, MOST_HEIGHT) }
      return read(data, 'event') === 'calendly.event_scheduled' ? 'booked' : undefined
    },
  },
  {
    hosts: /^meetings(-[a-z0-9]+)?\.hubspot\.com$/,
    src(url, { name = '', email }) {
      const [firstName, ...rest] = name.split(' ')
      put(url, { embed: 'true', firstName, lastName: rest.join(' '), email })
    },
    hears: data => (read(data, 'meetingBookSucceeded') === true ? 'booked' : undefined),
  },
]

/** The calendar behind a booking link; undefined where it is only a link. */
export function calendarAt(link: string, guest: Guest, page: string): Calendar | undefined {
  const url = URL.canParse(link) ? new URL(link) : undefined
  const provider = url?.protocol === 'https:' && !url.port && providers.find(({ hosts }) => hosts.test(url.hostname))
  if (!url || !provider) return
  const { origin } = url
  provider.src(url, guest, page)
  return { src: url.href, origin, hears: provider.hears }
}

function put(url: URL, parameters: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value)
}

/** A message is anything. */
function read(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined
}
