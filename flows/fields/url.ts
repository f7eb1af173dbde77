import type { UrlField } from '../flow.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'

const LONGEST = 2000

/** A web address; `https://` is added where no scheme was typed. `site.host` is the host without `www.`. */
export const url: FieldKind<UrlField> = {
  parse(_field, raw) {
    if (isBlank(raw)) return refuse('required')
    const address = typeof raw === 'string' && raw.length <= LONGEST ? readUrl(raw.trim()) : undefined
    return address && address.href.length <= LONGEST ? accept(address.href) : refuse('url_invalid')
  },
  facts: (id, _field, value) => ({
    [id]: value,
    [`${id}.host`]: readUrl(String(value))?.hostname.replace(/^www\./, ''),
  }),
  describe: (_field, value) => String(value).replace(/^https?:\/\/|\/$/g, ''),
}

function readUrl(typed: string): URL | undefined {
  const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  const address = URL.canParse(withScheme) ? new URL(withScheme) : undefined
  const plain = address && /^https?:$/.test(address.protocol) && !address.username && !address.password
  return plain && /[^.]\.[^.\d]/.test(address.hostname) ? address : undefined
}
