/** Words of the booking step; `{…}` is filled in. They come with it, in all languages: few visitors get this far. */
export interface BookingWords {
  readonly looking: string
  /** Group of days, and of times. */
  readonly days: string
  readonly times: string
  readonly earlier: string
  readonly later: string
  readonly zone: string
  readonly minutes: string
  readonly book: string
  readonly booking: string
  readonly taken: string
  readonly none: string
  readonly failed: string
  readonly retry: string
  readonly booked: string
  readonly mailed: string
  readonly unmailed: string
  readonly file: string
  readonly change: string
  readonly calendar: string
  readonly elsewhere: string
}

const en: BookingWords = {
  looking: 'Looking for free times',
  days: 'Day',
  times: 'Time',
  earlier: 'Earlier day',
  later: 'Later day',
  zone: 'Times in your time zone: {zone}',
  minutes: '{minutes} minutes',
  book: 'Book {time}',
  booking: 'Booking',
  taken: 'Somebody else just took that time. Please pick another one.',
  none: 'No time is free in the next days. We will write to you to find one.',
  failed: 'The calendar is out of reach.',
  retry: 'Try again',
  booked: 'Booked',
  mailed: 'The invitation is on its way to {email}.',
  unmailed: 'No mail is sent from here: put the meeting into your calendar with this file.',
  file: 'Add to calendar',
  change: 'Move or cancel',
  calendar: 'Calendar',
  elsewhere: 'Open the calendar in a new tab',
}

const words: Readonly<Record<string, BookingWords>> = {
  en,
  de: {
    looking: 'Freie Termine werden gesucht',
    days: 'Tag',
    times: 'Uhrzeit',
    earlier: 'Früherer Tag',
    later: 'Späterer Tag',
    zone: 'Zeiten in Ihrer Zeitzone: {zone}',
    minutes: '{minutes} Minuten',
    book: '{time} buchen',
    booking: 'Wird gebucht',
    taken: 'Diesen Termin hat gerade jemand anders genommen. Bitte wählen Sie einen anderen.',
    none: 'In den nächsten Tagen ist kein Termin frei. Wir schreiben Ihnen.',
    failed: 'Der Kalender ist nicht erreichbar.',
    retry: 'Erneut versuchen',
    booked: 'Gebucht',
    mailed: 'Die Einladung ist unterwegs an {email}.',
    unmailed: 'Von hier geht keine E-Mail aus: Übernehmen Sie den Termin mit dieser Datei in Ihren Kalender.',
    file: 'In den Kalender',
    change: 'Verschieben oder absagen',
    calendar: 'Kalender',
    elsewhere: 'Kalender in neuem Tab öffnen',
  },
  sv: {
    looking: 'Letar efter lediga tider',
    days: 'Dag',
    times: 'Tid',
    earlier: 'Tidigare dag',
    later: 'Senare dag',
    zone: 'Tider i din tidszon: {zone}',
    minutes: '{minutes} minuter',
    book: 'Boka {time}',
    booking: 'Bokar',
    taken: 'Någon annan tog just den tiden. Välj en annan.',
    none: 'Ingen tid är ledig de närmaste dagarna. Vi skriver till dig.',
    failed: 'Kalendern går inte att nå.',
    retry: 'Försök igen',
    booked: 'Bokat',
    mailed: 'Inbjudan är på väg till {email}.',
    unmailed: 'Härifrån skickas ingen e-post: lägg in mötet i din kalender med den här filen.',
    file: 'Lägg till i kalendern',
    change: 'Flytta eller avboka',
    calendar: 'Kalender',
    elsewhere: 'Öppna kalendern i en ny flik',
  },
  fr: {
    looking: 'Recherche des créneaux libres',
    days: 'Jour',
    times: 'Heure',
    earlier: 'Jour précédent',
    later: 'Jour suivant',
    zone: 'Heures dans votre fuseau : {zone}',
    minutes: '{minutes} minutes',
    book: 'Réserver {time}',
    booking: 'Réservation en cours',
    taken: 'Quelqu’un vient de prendre ce créneau. Choisissez-en un autre.',
    none: 'Aucun créneau libre ces prochains jours. Nous vous écrirons.',
    failed: 'Le calendrier est injoignable.',
    retry: 'Réessayer',
    booked: 'Réservé',
    mailed: 'L’invitation est en route vers {email}.',
    unmailed: 'Aucun e-mail ne part d’ici : ajoutez le rendez-vous à votre calendrier avec ce fichier.',
    file: 'Ajouter au calendrier',
    change: 'Déplacer ou annuler',
    calendar: 'Calendrier',
    elsewhere: 'Ouvrir le calendrier dans un nouvel onglet',
  },
  es: {
    looking: 'Buscando horas libres',
    days: 'Día',
    times: 'Hora',
    earlier: 'Día anterior',
    later: 'Día siguiente',
    zone: 'Horas en su zona horaria: {zone}',
    minutes: '{minutes} minutos',
    book: 'Reservar {time}',
    booking: 'Reservando',
    taken: 'Otra persona acaba de tomar esa hora. Elija otra.',
    none: 'No hay horas libres en los próximos días. Le escribiremos.',
    failed: 'No se puede acceder al calendario.',
    retry: 'Reintentar',
    booked: 'Reservado',
    mailed: 'La invitación va de camino a {email}.',
    unmailed: 'Desde aquí no se envía correo: añada la reunión a su calendario con este archivo.',
    file: 'Añadir al calendario',
    change: 'Cambiar o cancelar',
    calendar: 'Calendario',
    elsewhere: 'Abrir el calendario en otra pestaña',
  },
  pt: {
    looking: 'À procura de horários livres',
    days: 'Dia',
    times: 'Hora',
    earlier: 'Dia anterior',
    later: 'Dia seguinte',
    zone: 'Horas no seu fuso horário: {zone}',
    minutes: '{minutes} minutos',
    book: 'Reservar {time}',
    booking: 'A reservar',
    taken: 'Alguém acabou de ficar com esse horário. Escolha outro.',
    none: 'Não há horários livres nos próximos dias. Vamos escrever-lhe.',
    failed: 'O calendário está inacessível.',
    retry: 'Tentar de novo',
    booked: 'Reservado',
    mailed: 'O convite está a caminho de {email}.',
    unmailed: 'Daqui não sai e-mail: junte a reunião ao seu calendário com este ficheiro.',
    file: 'Juntar ao calendário',
    change: 'Mudar ou cancelar',
    calendar: 'Calendário',
    elsewhere: 'Abrir o calendário noutro separador',
  },
  ro: {
    looking: 'Căutăm ore libere',
    days: 'Zi',
    times: 'Oră',
    earlier: 'Ziua anterioară',
    later: 'Ziua următoare',
    zone: 'Ore în fusul dvs. orar: {zone}',
    minutes: '{minutes} de minute',
    book: 'Rezervă {time}',
    booking: 'Se rezervă',
    taken: 'Altcineva tocmai a luat ora aceasta. Alegeți alta.',
    none: 'Nicio oră liberă în zilele următoare. Vă vom scrie.',
    failed: 'Calendarul nu poate fi accesat.',
    retry: 'Încercați din nou',
    booked: 'Rezervat',
    mailed: 'Invitația este pe drum către {email}.',
    unmailed: 'De aici nu se trimite e-mail: puneți întâlnirea în calendar cu acest fișier.',
    file: 'Adaugă în calendar',
    change: 'Mută sau anulează',
    calendar: 'Calendar',
    elsewhere: 'Deschide calendarul într-o filă nouă',
  },
  ru: {
    looking: 'Ищем свободное время',
    days: 'День',
    times: 'Время',
    earlier: 'День раньше',
    later: 'День позже',
    zone: 'Время в вашем часовом поясе: {zone}',
    minutes: '{minutes} мин',
    book: 'Забронировать {time}',
    booking: 'Бронируем',
    taken: 'Это время только что заняли. Выберите другое.',
    none: 'В ближайшие дни свободного времени нет. Мы вам напишем.',
    failed: 'Календарь недоступен.',
    retry: 'Повторить',
    booked: 'Забронировано',
    mailed: 'Приглашение отправлено на {email}.',
    unmailed: 'Отсюда письма не отправляются: добавьте встречу в календарь этим файлом.',
    file: 'Добавить в календарь',
    change: 'Перенести или отменить',
    calendar: 'Календарь',
    elsewhere: 'Открыть календарь в новой вкладке',
  },
  ar: {
    looking: 'نبحث عن الأوقات المتاحة',
    days: 'اليوم',
    times: 'الوقت',
    earlier: 'يوم أسبق',
    later: 'يوم لاحق',
    zone: 'الأوقات حسب منطقتك الزمنية: {zone}',
    minutes: '{minutes} دقيقة',
    book: 'احجز {time}',
    booking: 'جارٍ الحجز',
    taken: 'حُجز هذا الوقت للتو. اختر وقتًا آخر.',
    none: 'لا توجد أوقات متاحة في الأيام القادمة. سنراسلك.',
    failed: 'تعذّر الوصول إلى التقويم.',
    retry: 'أعد المحاولة',
    booked: 'تم الحجز',
    mailed: 'الدعوة في طريقها إلى {email}.',
    unmailed: 'لا يُرسل بريد من هنا: أضف الموعد إلى تقويمك بهذا الملف.',
    file: 'أضف إلى التقويم',
    change: 'غيّر أو ألغِ',
    calendar: 'التقويم',
    elsewhere: 'افتح التقويم في علامة تبويب جديدة',
  },
}

/** The words nearest to a locale. */
export function bookingWords(locale: string): BookingWords {
  return words[locale.toLowerCase().split('-')[0] ?? ''] ?? en
}

/** Puts the one value of a text into its place. */
export function put(text: string, value: string | number): string {
  return text.replace(/\{\w+\}/, () => String(value))
}
