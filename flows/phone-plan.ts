import { plainDigits } from './fields/plain-digits.ts'

/**
 * Countries, their calling codes and how many digits follow (ITU E.164, national plans): `DE49:6-11`. Lengths are the widest that are
 * in use, so that no number that rings is refused. A `*` keeps a leading 0, which is part of the number there. Of countries that
 * share a code the first is the one that a number is taken for.
 */
const PLAN =
  'US1:10 CA1:10 RU7:10 KZ7:10 EG20:8-10 ZA27:9 GR30:10 NL31:9 BE32:8-9 FR33:9 ES34:9 HU36:8-9 IT39:6-12* VA39:6-12* RO40:9 CH41:9 AT43:4-13 GB44:7-10 IM44:10 JE44:10 GG44:10 DK45:8 SE46:6-10 NO47:5-8 SJ47:8 PL48:9 DE49:5-12 PE51:8-9 MX52:10 CU53:6-8 AR54:10-11 BR55:10-11 CL56:9 CO57:10 VE58:10 MY60:7-10 AU61:5-9 ID62:7-12 PH63:8-10 NZ64:8-10 SG65:8 TH66:8-9 JP81:9-10 KR82:8-11 VN84:7-10 CN86:7-11 TR90:10 IN91:10 PK92:9-10 AF93:9 LK94:9 MM95:7-10 IR98:8-10 SS211:9 MA212:9 EH212:9 DZ213:8-9 TN216:8 LY218:8-9 GM220:7 SN221:9 MR222:8 ML223:8 GN224:8-9 CI225:10* BF226:8 NE227:8 TG228:8 BJ229:8-10* MU230:7-8 LR231:7-9 SL232:8 GH233:9 NG234:7-10 TD235:8 CF236:8 CM237:9 CV238:7 ST239:7 GQ240:9 GA241:7-8* CG242:9* CD243:7-9 AO244:9 GW245:7-9 IO246:7 AC247:5-6 SC248:7 SD249:9 RW250:9 ET251:9 SO252:6-9 DJ253:8 KE254:7-9 TZ255:9 UG256:9 BI257:8 MZ258:8-9 ZM260:9 MG261:9 RE262:9 YT262:9 ZW263:7-9 NA264:8-9 MW265:7-9 LS266:8 BW267:7-8 SZ268:8 KM269:7 SH290:4-5 ER291:7 AW297:7 FO298:6 GL299:6 GI350:8 PT351:9 LU352:4-11 IE353:7-9 IS354:7-9 AL355:6-9 MT356:8 CY357:8 FI358:5-12 AX358:5-12 BG359:6-9 LT370:8 LV371:8 EE372:7-8 MD373:8 AM374:8 BY375:9 AD376:6-9 MC377:8-9 SM378:6-10* UA380:9 RS381:6-10 ME382:8-9 XK383:8-9 HR385:8-9 SI386:8 BA387:8-9 MK389:8 CZ420:9 SK421:9 LI423:7-9 FK500:5 BZ501:7 GT502:8 SV503:8 HN504:8 NI505:8 CR506:8 PA507:7-8 PM508:6 HT509:8 GP590:9 BL590:9 MF590:9 BO591:8 GY592:7 EC593:8-9 GF594:9 PY595:7-9 MQ596:9 SR597:6-7 UY598:7-8 CW599:7-8 BQ599:7 TL670:7-8 NF672:5-6 BN673:7 NR674:7 PG675:7-8 TO676:5-7 SB677:5-7 VU678:5-7 FJ679:7 PW680:7 WF681:6 CK682:5 NU683:4-7 WS685:5-7 KI686:5-8 NC687:6 TV688:5-7 PF689:6-8 TK690:4-7 FM691:7 MH692:7 KP850:8-10 HK852:8 MO853:8 KH855:8-9 LA856:8-10 BD880:8-10 TW886:8-9 MV960:7 LB961:7-8 JO962:8-9 SY963:8-9 IQ964:8-10 KW965:7-8 SA966:9 YE967:7-9 OM968:7-8 PS970:8-9 AE971:8-9 IL972:8-9 BH973:8 QA974:7-8 BT975:7-8 MN976:8 NP977:8-10 TJ992:9 TM993:8 AZ994:9 GE995:9 KG996:9 UZ998:9 ' +
  // Of the North American plan: told apart by the three digits that follow the 1.
  'BS1242:7 BB1246:7 AI1264:7 AG1268:7 VG1284:7 VI1340:7 KY1345:7 BM1441:7 GD1473:7 TC1649:7 MS1664:7 MP1670:7 GU1671:7 AS1684:7 SX1721:7 LC1758:7 DM1767:7 VC1784:7 PR1787:7 DO1809:7 TT1868:7 KN1869:7 JM1876:7'

export interface Country {
  /** ISO 3166-1 alpha-2, and what is in use beside it. */
  readonly id: string
  /** Digits after the `+`. */
  readonly code: string
  readonly shortest: number
  readonly longest: number
  readonly keepsZero: boolean
}

export const COUNTRIES: readonly Country[] = PLAN.split(' ').map(entry => {
  const [, id = '', code = '', shortest = '', longest = shortest, kept] =
    /^(\w\w)(\d+):(\d+)(?:-(\d+))?(\*)?$/.exec(entry) ?? []
  return { id, code, shortest: Number(shortest), longest: Number(longest), keepsZero: kept !== undefined }
})

/** The country of a number that begins with `+`: the longest code that it begins with. */
export function countryOf(number: string): Country | undefined {
  const digits = number.replace(/\D/g, '')
  return COUNTRIES.filter(({ code }) => digits.startsWith(code)).reduce<Country | undefined>(
    (best, one) => (best && best.code.length >= one.code.length ? best : one),
    undefined,
  )
}

/** What is typed for a country, with its code: `030 1234567` in Germany is `+49301234567`. Undefined where no such number can ring. */
export function toInternational(typed: string, country: Country): string | undefined {
  const plain = plainDigits(typed).replace(/[\s().\-/‐-―]/g, '')
  if (/^(\+|00)/.test(plain)) {
    const digits = plain.replace(/^(\+|00)/, '')
    const own = countryOf(digits)
    return own && fits(digits.slice(own.code.length), own) ? `+${digits}` : undefined
  }
  const national = withoutTrunk(plain, country)
  return fits(national, country) ? `+${country.code}${national}` : undefined
}

/** The digit that is dialled before a number within its country is no part of it. */
function withoutTrunk(digits: string, { id, code, longest, keepsZero }: Country): string {
  if (keepsZero) return digits
  if (code === '7' && digits.length === 11) return digits.replace(/^[78]/, '')
  if (code.startsWith('1') && digits.length === 11) return digits.replace(/^1/, '').slice(code.length - 1)
  if (code.length === 4 && digits.length === 10) return digits.slice(3) // with the area that is part of the code here
  if (id === 'HU') return digits.replace(/^06/, '')
  if (id === 'LT' && digits.length > longest) return digits.replace(/^[08]/, '')
  return digits.replace(/^0/, '')
}

function fits(national: string, { shortest, longest }: Country): boolean {
  return /^\d+$/.test(national) && national.length >= shortest && national.length <= longest
}
