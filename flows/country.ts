/**
 * Countries by their two letters (ISO 3166-1 alpha-2, and XK for Kosovo), however people and systems write them. Names come
 * from the runtime's own tables (CLDR), so that only what those do not know stands here.
 */

// Two letters and three letters of each, as ISO 3166-1 has them.
const ISO =
  'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE'

const PAIRS = ISO.split(' ').map(pair => [pair.slice(0, 2), pair.slice(2)] as const)

/** All codes, by the alphabet. */
export const COUNTRY_CODES: readonly string[] = PAIRS.map(([code]) => code)

/** Languages whose names of countries are understood; of the same word in two of them the earlier one's meaning counts. */
const LANGUAGES =
  'de fr es pt it nl pl ro sv da nb fi ru uk cs sk hu el bg hr sr sl et lv lt tr ar he fa hi ja ko zh zh-Hant vi id ms th ca'

/** What the tables of names lack: short forms, former names, and the long ones of the United Nations and of CRMs. */
const ALIASES: Readonly<Record<string, string>> = {
  AE: 'uae|u a e|emirates|emirate',
  BA: 'bosnia',
  BO: 'plurinational state of bolivia',
  BN: 'brunei darussalam',
  CD: 'drc|dr congo|democratic republic of the congo|congo the democratic republic of the|zaire',
  CG: 'congo|republic of the congo',
  CI: 'ivory coast',
  CN: 'prc|p r c|peoples republic of china|mainland china',
  CV: 'cabo verde',
  CZ: 'czech republic|ceska republika|tschechische republik',
  DE: 'federal republic of germany|brd|bundesrepublik deutschland',
  FM: 'federated states of micronesia',
  GB: 'uk|u k|great britain|britain|england|scotland|wales|northern ireland|united kingdom of great britain and northern ireland|gb eng|gb sct|gb wls|gb nir|grossbritannien|england uk',
  HK: 'hong kong|hongkong',
  IE: 'republic of ireland|eire',
  IR: 'islamic republic of iran|persia',
  KP: 'dprk|democratic peoples republic of korea|korea democratic peoples republic of',
  KR: 'korea|republic of korea|rok',
  LA: 'lao peoples democratic republic|lao pdr',
  MD: 'republic of moldova',
  MK: 'macedonia|republic of north macedonia|fyrom',
  MM: 'burma|myanmar',
  MO: 'macau|macao',
  NL: 'holland|nederland|the netherlands',
  PS: 'palestine|state of palestine',
  RU: 'russian federation|russische foderation|rf',
  SA: 'ksa|kingdom of saudi arabia|saudi',
  SY: 'syrian arab republic',
  SZ: 'swaziland',
  TL: 'east timor',
  TR: 'turkey|turkiye',
  TW: 'taiwan province of china|taiwan roc',
  TZ: 'united republic of tanzania',
  US: 'usa|u s|u s a|us of a|united states of america|america|states|stany zjednoczone|сша|vsa|eua|eeuu|ee uu|estados unidos de america|etats unis d amerique',
  VA: 'holy see|vatican',
  VE: 'bolivarian republic of venezuela',
  VG: 'virgin islands british',
  VI: 'virgin islands u s',
  VN: 'viet nam',
}

type Names = ReadonlyMap<string, string>

let usual: Names | undefined
/** Costs some 100 ms to make, so only once a name is met that is neither a code nor English. */
let others: Names | undefined

/**
 * The two letters of a country written as a code of two or three letters, a name in any of some forty languages, or a usual
 * short form (`UK`, `U.S.A.`, `Deutschland`, `Korea, Republic of`). Null for anything else: nothing is guessed from a part.
 */
export function readCountry(text: string): string | null {
  if (text.length > 100) return null
  usual ??= usualNames()
  const known = usual.get(plainName(text))
  if (known) return known
  others ??= otherNames()
  return others.get(plainName(text)) ?? inParts(usual, text) ?? inParts(others, text) ?? null
}

/** `United States (US)`, `Korea, Republic of`: what is in brackets or behind a comma repeats the name or belongs to it. */
function inParts(names: Names, text: string): string | undefined {
  const [, outside, inside] = /^([^()]+)\(([^()]+)\)$/.exec(text.trim()) ?? []
  if (outside && inside) return names.get(plainName(outside)) ?? names.get(plainName(inside))
  const [name, rest, ...more] = text.split(',')
  return name && rest && more.length === 0 ? names.get(plainName(`${rest} ${name}`)) : undefined
}

/** Whether text is one of the codes, in capitals. */
export function isCountryCode(text: string): boolean {
  return COUNTRY_CODES.includes(text)
}

const speakers = new Map<string, Intl.DisplayNames>()

/** The name of a country in a language (BCP 47), English where that is not spoken; the code itself when it is none. */
export function countryName(code: string, locale = 'en'): string {
  return (isCountryCode(code) && speakerOf(locale).of(code)) || code
}

/** All countries with their names, by the name: for a list to pick from. */
export function countryOptions(locale = 'en'): readonly { readonly id: string; readonly label: string }[] {
  return COUNTRY_CODES.map(id => ({ id, label: countryName(id, locale) })).sort((a, b) =>
    a.label.localeCompare(b.label, locale),
  )
}

function speakerOf(locale: string): Intl.DisplayNames {
  const spoken = speakers.get(locale)
  if (spoken) return spoken
  const made = new Intl.DisplayNames([locale, 'en'], { type: 'region' })
  speakers.set(locale, made)
  return made
}

function usualNames(): Names {
  const names = new Map<string, string>()
  for (const [code, three] of PAIRS) {
    add(names, code, code)
    add(names, three, code)
  }
  for (const [code, aliases] of Object.entries(ALIASES)) {
    for (const alias of aliases.split('|')) add(names, alias, code)
  }
  addSpoken(names, 'en')
  return names
}

function otherNames(): Names {
  const names = new Map<string, string>()
  for (const language of LANGUAGES.split(' ')) addSpoken(names, language)
  return names
}

function addSpoken(names: Map<string, string>, language: string): void {
  const speaker = new Intl.DisplayNames([language], { type: 'region' })
  for (const code of COUNTRY_CODES) add(names, speaker.of(code) ?? '', code)
}

/** The first meaning of a word stays. */
function add(names: Map<string, string>, name: string, code: string): void {
  const plain = plainName(name)
  if (plain !== '' && !names.has(plain)) names.set(plain, code)
}

/** Without case, accents, marks, “the” in front and “and” between: `St. Kitts & Nevis` is `saint kitts nevis`. */
function plainName(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/['’`]/g, '')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()
    .replace(/^the /, '')
    .replaceAll(/\b(and) /g, '')
    .replaceAll(/\bst(?= )/g, 'saint')
}
