import type { EmailField } from '../flow.ts'
import { DISPOSABLE } from './disposable-domains.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'

// Controls, blanks, zero-width and direction marks, and what would start a second address in a mail header.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\s,;:<>()[\]"\\]/u
const LOCAL = /^[^.@]+(\.[^.@]+)*$/
const DOMAIN =
  /^([\p{L}\p{N}]([\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+(\p{L}[\p{L}\p{M}]{1,62}|xn--[a-z\d-]{2,59})$/u

/** Domains of mailboxes that anybody can have: they say nothing of a company. */
export const FREE_MAIL: ReadonlySet<string> = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com aol.com proton.me protonmail.com gmx.net gmx.de gmx.com web.de t-online.de mail.com mail.ru yandex.ru yandex.com orange.fr free.fr libero.it qq.com 163.com'.split(
    ' ',
  ),
)

/** An address in lower case. Deliverability is the server's to judge; here the form counts, and the field's lists. */
export const email: FieldKind<EmailField> = {
  parse(field, raw) {
    if (isBlank(raw)) return refuse('required')
    if (typeof raw !== 'string') return refuse('email_invalid')
    const address = raw.trim().toLowerCase().normalize('NFC')
    const at = address.lastIndexOf('@')
    const domain = address.slice(at + 1)
    const fits = at > 0 && at <= 64 && address.length <= 254 && !UNSAFE.test(address)
    if (!fits || !LOCAL.test(address.slice(0, at)) || !DOMAIN.test(domain)) return refuse('email_invalid')
    if (isWithin(domain, field.block ?? [])) return refuse('email_blocked')
    if (field.disposable === 'refuse' && isDisposable(domain)) return refuse('email_disposable_refused')
    return field.business === 'require' && FREE_MAIL.has(domain) ? refuse('email_free_refused') : accept(address)
  },
  facts(id, _field, value) {
    const domain = String(value).slice(String(value).lastIndexOf('@') + 1)
    return {
      [id]: value,
      [`${id}.domain`]: domain,
      [`${id}.free`]: FREE_MAIL.has(domain),
      [`${id}.disposable`]: isDisposable(domain),
    }
  },
  describe: (_field, value) => String(value),
}

/** Throw-away services hand out names below their own domain too. */
const isDisposable = (domain: string) => isWithin(domain, DISPOSABLE)

/** The domain itself or one above it is listed. */
function isWithin(domain: string, listed: Iterable<string>): boolean {
  const known = listed instanceof Set ? listed : new Set(listed)
  for (let at = 0; at >= 0; at = domain.indexOf('.', at) + 1 || -1) if (known.has(domain.slice(at))) return true
  return false
}
