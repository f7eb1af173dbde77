/** An industry as the product names it: `id` is what is stored and compared, never what a person reads. */
export interface Industry {
  readonly id: string
  readonly label: string
}

interface KnownIndustry extends Industry {
  /** Other words for it, in the languages of the product, `|` between; a `*` at the end stands for any ending. */
  readonly words: string
}

// The order counts: of a text that names two, the earlier one is meant (“software for hospitals”).
const KNOWN: readonly KnownIndustry[] = [
  {
    id: 'technology',
    label: 'Technology and software',
    words:
      'technology|technologies|tech|software*|it|saas|information technology|information technology services|it services|it consulting|it service|computer software|computer hardware|computers|computer networking|hardware|internet|internet software services|web services|cloud|cloud computing|cyber security|cybersecurity|computer network security|data|artificial intelligence|ai|machine learning|fintech|edtech|martech|healthtech|semiconductors|electronics|electrical electronic manufacturing|information services|it und software|it dienstleistungen|informationstechnologie|informationstechnik|informatik|technologie|logiciel*|logiciels|informatique|technologies de l information|tecnologia|tecnologia de la informacion|tecnologia da informacao|informatica|tecnologias de la informacion|tehnologie|tehnologia informatiei|programvara|teknik|teknologi|informationsteknik|информационные технологии|ит|айти|технологии|программное обеспечение|разработка по|تكنولوجيا|تقنية المعلومات|تكنولوجيا المعلومات|برمجيات',
  },
  {
    id: 'finance',
    label: 'Finance and banking',
    words:
      'finance|financial services|financials|banking|bank|banks|investment banking|investment management|capital markets|venture capital private equity|accounting|financial|payments|finanzen|finanzdienstleistungen|finanzwesen|banken|banque|services financiers|finanzas|servicios financieros|banca|financas|servicos financeiros|bancos|finante|servicii financiare|finans|финансы|банки|банковское дело|финансовые услуги|التمويل|الخدمات المالية|البنوك|مالية',
  },
  {
    id: 'insurance',
    label: 'Insurance',
    words:
      'insurance|insurances|versicherung|versicherungen|assurance|assurances|seguros|asigurari|forsakring|forsakringar|страхование|التأمين|تأمين',
  },
  {
    id: 'health_care',
    label: 'Health care',
    words:
      'health care|healthcare|health|hospital|hospitals|hospital health care|medical|medical practice|medical devices|wellness|health wellness and fitness|mental health care|gesundheitswesen|gesundheit|medizin|sante|soins de sante|salud|sanidad|atencion medica|saude|sanatate|medicina|sjukvard|halsa|halsovard|здравоохранение|медицина|الرعاية الصحية|الصحة|طبي',
  },
  {
    id: 'pharma',
    label: 'Pharma and biotech',
    words:
      'pharma|pharmaceutical|pharmaceuticals|biotech|biotechnology|life sciences|pharmaindustrie|pharmazie|biotechnologie|pharmacie|farmaceutica|industria farmaceutica|biotecnologia|farmaceutic*|farmaceutik|lakemedel|фармацевтика|биотехнологии|الأدوية|صناعة الأدوية',
  },
  {
    id: 'manufacturing',
    label: 'Manufacturing',
    words:
      'manufacturing|industrial|industrials|industry|machinery|mechanical or industrial engineering|industrial automation|chemicals|plastics|textiles|production|fertigung|produktion|industrie|maschinenbau|herstellung|chemie|fabrication|industrie manufacturiere|manufacture|fabricacion|manufactura|industria|manufatura|productie|tillverkning|tillverkningsindustri|производство|промышленность|машиностроение|التصنيع|الصناعة',
  },
  {
    id: 'automotive',
    label: 'Automotive',
    words:
      'automotive|automobile|cars|car dealer|automobil*|autoindustrie|fahrzeugbau|automocion|automotriz|automotivo|auto|fordon|bilindustri|автомобили|автопром|автомобильная промышленность|السيارات|صناعة السيارات',
  },
  {
    id: 'retail',
    label: 'Retail',
    words:
      'retail|retail trade|e commerce|ecommerce|online retail|online shop|supermarkets|consumer goods|apparel fashion|fashion|einzelhandel|handel|onlinehandel|commerce de detail|distribution|vente au detail|comercio minorista|comercio|venta al por menor|varejo|comercio eletronico|retail si e commerce|comert|comert cu amanuntul|detaljhandel|handel och e handel|розничная торговля|ритейл|торговля|التجزئة|تجارة التجزئة|التجارة الإلكترونية',
  },
  {
    id: 'wholesale',
    label: 'Wholesale',
    words:
      'wholesale|wholesale trade|import and export|import export|grosshandel|commerce de gros|comercio mayorista|mayorista|atacado|comert cu ridicata|partihandel|grossist|оптовая торговля|الجملة|تجارة الجملة',
  },
  {
    id: 'logistics',
    label: 'Logistics and transport',
    words:
      'logistics|logistics and supply chain|transportation|transport|transportation logistics|shipping|freight|package freight delivery|warehousing|supply chain|airlines aviation|aviation|maritime|trucking railroad|logistik|spedition|transport und logistik|logistique|logistica|transporte|transporturi|transporter|логистика|транспорт|перевозки|الخدمات اللوجستية|النقل|لوجستيات',
  },
  {
    id: 'construction',
    label: 'Construction',
    words:
      'construction|building materials|civil engineering|architecture planning|architecture|bau|bauwesen|baugewerbe|bauindustrie|btp|batiment|construccion|construcao|construcao civil|constructii|bygg|byggande|byggbranschen|строительство|البناء|التشييد|الإنشاءات',
  },
  {
    id: 'real_estate',
    label: 'Real estate',
    words:
      'real estate|commercial real estate|property|property management|immobilien|immobilier|inmobiliaria|bienes raices|imobiliario|imoveis|imobiliare|fastigheter|fastighet|недвижимость|العقارات|عقارات',
  },
  {
    id: 'energy',
    label: 'Energy and utilities',
    words:
      'energy|utilities|oil energy|oil and gas|oil gas|renewables environment|renewable energy|solar|power|energie|energiewirtschaft|versorger|energia|servicios publicos|energi|energetica|энергетика|нефть и газ|الطاقة|النفط والغاز',
  },
  {
    id: 'telecommunications',
    label: 'Telecommunications',
    words:
      'telecommunications|telecommunication|telecom|telecoms|wireless|telekommunikation|telecomunicaciones|telecomunicacoes|telecomunicatii|telekom|телекоммуникации|связь|телеком|الاتصالات',
  },
  {
    id: 'media',
    label: 'Media and entertainment',
    words:
      'media|media production|entertainment|publishing|broadcast media|newspapers|online media|music|motion pictures and film|gaming|computer games|medien|unterhaltung|verlagswesen|medias|divertissement|edition|medios|medios de comunicacion|entretenimiento|midia|media si divertisment|medier|underhallning|медиа|сми|развлечения|الإعلام|الترفيه',
  },
  {
    id: 'marketing',
    label: 'Marketing and advertising',
    words:
      'marketing|advertising|marketing and advertising|advertising services|public relations and communications|public relations|market research|pr|marketing agency|werbung|marketing und werbung|publicite|publicidad|publicidade|publicitate|reklam|marknadsforing|маркетинг|реклама|التسويق|الإعلان|التسويق والإعلان',
  },
  {
    id: 'consulting',
    label: 'Consulting and business services',
    words:
      'consulting|management consulting|professional services|business services|business consulting|outsourcing offshoring|business supplies and equipment|beratung|unternehmensberatung|dienstleistungen|conseil|conseil en gestion|services aux entreprises|consultoria|servicios profesionales|servicios empresariales|servicos profissionais|consultanta|servicii profesionale|konsult|konsulttjanster|radgivning|консалтинг|услуги для бизнеса|الاستشارات|خدمات الأعمال',
  },
  {
    id: 'legal',
    label: 'Legal services',
    words:
      'legal|legal services|law|law practice|law firm|rechtsberatung|recht|kanzlei|juridique|services juridiques|droit|servicios juridicos|servicios legales|derecho|servicos juridicos|direito|servicii juridice|juridik|juridiska tjanster|юридические услуги|право|الخدمات القانونية|المحاماة',
  },
  {
    id: 'staffing',
    label: 'Staffing and recruiting',
    words:
      'staffing|staffing and recruiting|recruiting|recruitment|human resources|hr|personalvermittlung|personaldienstleistung|personalwesen|recrutement|ressources humaines|recursos humanos|reclutamiento|recrutamento|recrutare|resurse umane|rekrytering|bemanning|подбор персонала|кадры|التوظيف|الموارد البشرية',
  },
  {
    id: 'education',
    label: 'Education',
    words:
      'education|higher education|education management|e learning|elearning|primary secondary education|school|schools|university|universities|training|professional training coaching|bildung|ausbildung|hochschule|schule|enseignement|formation|educacion|ensenanza|educacao|ensino|educatie|invatamant|utbildning|образование|обучение|التعليم|التدريب',
  },
  {
    id: 'government',
    label: 'Government',
    words:
      'government|government administration|public sector|public administration|public safety|military|defense space|defence|offentlicher dienst|offentliche verwaltung|behorde|regierung|gouvernement|secteur public|administration publique|gobierno|sector publico|administracion publica|governo|setor publico|guvern|sector public|administratie publica|offentlig sektor|offentlig forvaltning|государство|государственное управление|госсектор|الحكومة|القطاع العام',
  },
  {
    id: 'non_profit',
    label: 'Non-profit',
    words:
      'non profit|nonprofit|not for profit|charity|ngo|non profit organization management|nonprofit organization management|philanthropy|civic social organization|fundraising|religious institutions|gemeinnutzig|verein|stiftung|association|organisation a but non lucratif|ong|sin fines de lucro|sin animo de lucro|sem fins lucrativos|organizatie non profit|ideell|ideella organisationer|некоммерческая организация|нко|благотворительность|غير ربحي|منظمة غير ربحية',
  },
  {
    id: 'hospitality',
    label: 'Hospitality and restaurants',
    words:
      'hospitality|hotels|hotel|restaurants|restaurant|food service|gastgewerbe|gastronomie|hotellerie|restauration|hosteleria|hoteleria|restaurantes|hotelaria|hotel si restaurante|ospitalitate|hotell|hotell och restaurang|restaurang|гостиницы|рестораны|общепит|الضيافة|الفنادق|المطاعم',
  },
  {
    id: 'travel',
    label: 'Travel and leisure',
    words:
      'travel|travel and tourism|tourism|leisure|leisure travel tourism|recreational facilities and services|sports|events services|reisen|tourismus|freizeit|voyage|voyages|tourisme|loisirs|viajes|turismo|viagens|turism|calatorii|resor|туризм|путешествия|السفر|السياحة',
  },
  {
    id: 'food',
    label: 'Food and beverages',
    words:
      'food|food and beverages|food beverages|food production|beverages|wine and spirits|lebensmittel|nahrungsmittel|getranke|agroalimentaire|alimentation|alimentos|alimentacion|alimentos y bebidas|alimentos e bebidas|alimentar|industria alimentara|livsmedel|пищевая промышленность|продукты питания|الأغذية|المواد الغذائية|الأغذية والمشروبات',
  },
  {
    id: 'agriculture',
    label: 'Agriculture',
    words:
      'agriculture|farming|forestry|fishery|dairy|landwirtschaft|forstwirtschaft|agricultura|ganaderia|pecuaria|agricole|agro|lantbruk|jordbruk|сельское хозяйство|агро|الزراعة',
  },
  {
    id: 'mining',
    label: 'Mining and metals',
    words:
      'mining|mining metals|mining and metals|metals|steel|bergbau|metall*|stahl|mines|metallurgie|mineria|mineracao|minerit|gruvdrift|stal|горнодобывающая промышленность|металлургия|добыча|التعدين',
  },
]

/** All that are known, by the name. */
export const INDUSTRIES: readonly Industry[] = KNOWN.map(({ id, label }) => ({ id, label })).sort((a, b) =>
  a.label < b.label ? -1 : 1,
)

let words:
  | { readonly exact: ReadonlyMap<string, string>; readonly starts: readonly (readonly [string, string])[] }
  | undefined

/**
 * The slug of an industry however it is called: by slug, name or a usual other word, in the product's languages and as CRMs
 * and directories write them (`Computer Software`, `IT-Dienstleistungen`). Null for one that is not known: keep its text.
 */
export function readIndustry(text: string): string | null {
  if (text.length > 120) return null
  words ??= allWords()
  const { exact, starts } = words
  const meaning = (plain: string) =>
    exact.get(plain) ?? (plain === '' ? undefined : starts.find(([start]) => plain.startsWith(start))?.[1])
  const whole = meaning(plainWords(text))
  if (whole) return whole
  // “Software, Internet” and “Banking / Insurance”: the first that is known, since a fact holds one.
  for (const part of text.split(/[,;/|•·>()]|\s[-–—]\s|\s&\s|\band\b/i)) {
    const found = meaning(plainWords(part))
    if (found) return found
  }
  return null
}

/** What a stored industry is called; of one that is not known its own text. */
export function industryName(stored: string): string {
  return KNOWN.find(({ id }) => id === stored)?.label ?? stored
}

function allWords(): NonNullable<typeof words> {
  const exact = new Map<string, string>()
  const starts: [string, string][] = []
  for (const { id, label, words: more } of KNOWN) {
    for (const word of [id, label, ...more.split('|')]) {
      const plain = plainWords(word)
      if (word.endsWith('*')) starts.push([plain, id])
      if (!exact.has(plain)) exact.set(plain, id)
    }
  }
  return { exact, starts }
}

/** Without case, accents and marks, and without “and” between. */
function plainWords(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll(/\b(and|und|et|och) /g, '')
    .replaceAll('ß', 'ss')
}
