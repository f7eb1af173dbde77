/** Words of letters and of the page at which a meeting is moved or cancelled, for the visitor; `{…}` is filled in. */
export interface MeetingWords {
  /** Labels of the letter’s rows. */
  readonly when: string
  readonly who: string
  readonly where: string
  /** Label of both names on the page. */
  readonly people: string
  readonly booked: string
  readonly moved: string
  readonly cancelled: string
  /** Leads to the page. */
  readonly change: string
  /** Where the place is not known yet. */
  readonly place: string
  readonly titleCancelled: string
  readonly title: string
  readonly done: string
  readonly cancel: string
  readonly move: string
  readonly zone: string
  /** No other time is free. */
  readonly none: string
  /** Days behind one press. */
  readonly more: string
  readonly taken: string
}

/** The words in the language of a conversation, such as `de-AT`; English where there are none. */
export function meetingWords(locale: string): MeetingWords {
  return all[locale.split('-')[0] ?? ''] ?? en
}

/** Languages there are words in. */
export function meetingLanguages(): string[] {
  return Object.keys(all)
}

/** Of the page in this language. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return locale.startsWith('ar') ? 'rtl' : 'ltr'
}

const en: MeetingWords = {
  when: 'When',
  who: 'With',
  where: 'Where',
  people: 'Who',
  booked: 'Your meeting with {who}',
  moved: 'Moved: your meeting with {who}',
  cancelled: 'Cancelled: your meeting with {who}',
  change: 'Move or cancel',
  place: 'To be told',
  titleCancelled: 'Meeting cancelled',
  title: 'Meeting with {who}',
  done: 'Both of you were told. Nothing is left to do.',
  cancel: 'Cancel this meeting',
  move: 'Move it to another time',
  zone: 'Shown in your time: {zone}.',
  none: 'No other time is free just now. Answer the invitation, and {who} will find one.',
  more: 'More days: {n}',
  taken: 'Somebody else just took that time. Please pick another one.',
}

const all: Readonly<Record<string, MeetingWords>> = {
  en,
  de: {
    when: 'Wann',
    who: 'Mit',
    where: 'Wo',
    people: 'Wer',
    booked: 'Ihr Termin mit {who}',
    moved: 'Verschoben: Ihr Termin mit {who}',
    cancelled: 'Abgesagt: Ihr Termin mit {who}',
    change: 'Verschieben oder absagen',
    place: 'Wird noch mitgeteilt',
    titleCancelled: 'Termin abgesagt',
    title: 'Termin mit {who}',
    done: 'Sie beide wurden benachrichtigt. Mehr ist nicht zu tun.',
    cancel: 'Diesen Termin absagen',
    move: 'Auf eine andere Zeit verschieben',
    zone: 'In Ihrer Zeit: {zone}.',
    none: 'Zurzeit ist kein anderer Termin frei. Antworten Sie auf die Einladung, und {who} findet einen.',
    more: 'Weitere Tage: {n}',
    taken: 'Diese Zeit wurde gerade vergeben. Bitte wählen Sie eine andere.',
  },
  fr: {
    when: 'Quand',
    who: 'Avec',
    where: 'Où',
    people: 'Qui',
    booked: 'Votre rendez-vous avec {who}',
    moved: 'Déplacé : votre rendez-vous avec {who}',
    cancelled: 'Annulé : votre rendez-vous avec {who}',
    change: 'Déplacer ou annuler',
    place: 'Sera précisé',
    titleCancelled: 'Rendez-vous annulé',
    title: 'Rendez-vous avec {who}',
    done: 'Vous avez été prévenus tous les deux. Il n’y a rien d’autre à faire.',
    cancel: 'Annuler ce rendez-vous',
    move: 'Le déplacer',
    zone: 'À votre heure : {zone}.',
    none: 'Aucun autre créneau n’est libre pour le moment. Répondez à l’invitation, et {who} en trouvera un.',
    more: 'Autres jours : {n}',
    taken: 'Quelqu’un vient de prendre ce créneau. Choisissez-en un autre.',
  },
  es: {
    when: 'Cuándo',
    who: 'Con',
    where: 'Dónde',
    people: 'Quién',
    booked: 'Su reunión con {who}',
    moved: 'Cambiada: su reunión con {who}',
    cancelled: 'Cancelada: su reunión con {who}',
    change: 'Cambiar o cancelar',
    place: 'Se comunicará',
    titleCancelled: 'Reunión cancelada',
    title: 'Reunión con {who}',
    done: 'Se ha avisado a ambos. No hay que hacer nada más.',
    cancel: 'Cancelar esta reunión',
    move: 'Cambiarla a otra hora',
    zone: 'En su hora: {zone}.',
    none: 'Ahora no hay otra hora libre. Responda a la invitación y {who} encontrará una.',
    more: 'Más días: {n}',
    taken: 'Alguien acaba de ocupar esa hora. Elija otra.',
  },
  pt: {
    when: 'Quando',
    who: 'Com',
    where: 'Onde',
    people: 'Quem',
    booked: 'A sua reunião com {who}',
    moved: 'Alterada: a sua reunião com {who}',
    cancelled: 'Cancelada: a sua reunião com {who}',
    change: 'Alterar ou cancelar',
    place: 'A indicar',
    titleCancelled: 'Reunião cancelada',
    title: 'Reunião com {who}',
    done: 'Ambos foram avisados. Não é preciso fazer mais nada.',
    cancel: 'Cancelar esta reunião',
    move: 'Mudar para outra hora',
    zone: 'Na sua hora: {zone}.',
    none: 'De momento não há outra hora livre. Responda ao convite e {who} encontrará uma.',
    more: 'Mais dias: {n}',
    taken: 'Alguém acabou de ocupar essa hora. Escolha outra.',
  },
  ro: {
    when: 'Când',
    who: 'Cu',
    where: 'Unde',
    people: 'Cine',
    booked: 'Întâlnirea dvs. cu {who}',
    moved: 'Mutată: întâlnirea dvs. cu {who}',
    cancelled: 'Anulată: întâlnirea dvs. cu {who}',
    change: 'Mutați sau anulați',
    place: 'Se va comunica',
    titleCancelled: 'Întâlnire anulată',
    title: 'Întâlnire cu {who}',
    done: 'Ați fost anunțați amândoi. Nu mai este nimic de făcut.',
    cancel: 'Anulați această întâlnire',
    move: 'Mutați-o la altă oră',
    zone: 'La ora dvs.: {zone}.',
    none: 'Momentan nu este liberă nicio altă oră. Răspundeți la invitație, iar {who} va găsi una.',
    more: 'Mai multe zile: {n}',
    taken: 'Cineva tocmai a ocupat această oră. Alegeți alta.',
  },
  ru: {
    when: 'Когда',
    who: 'С кем',
    where: 'Где',
    people: 'Кто',
    booked: 'Ваша встреча: {who}',
    moved: 'Перенесена ваша встреча: {who}',
    cancelled: 'Отменена ваша встреча: {who}',
    change: 'Перенести или отменить',
    place: 'Сообщим дополнительно',
    titleCancelled: 'Встреча отменена',
    title: 'Встреча: {who}',
    done: 'Мы сообщили об этом вам обоим. Больше ничего делать не нужно.',
    cancel: 'Отменить встречу',
    move: 'Перенести на другое время',
    zone: 'По вашему времени: {zone}.',
    none: 'Сейчас другого свободного времени нет. Ответьте на приглашение, и {who} подберёт другое.',
    more: 'Ещё дни: {n}',
    taken: 'Это время только что заняли. Выберите, пожалуйста, другое.',
  },
  sv: {
    when: 'När',
    who: 'Med',
    where: 'Var',
    people: 'Vem',
    booked: 'Ditt möte med {who}',
    moved: 'Flyttat: ditt möte med {who}',
    cancelled: 'Inställt: ditt möte med {who}',
    change: 'Flytta eller ställ in',
    place: 'Meddelas senare',
    titleCancelled: 'Mötet är inställt',
    title: 'Möte med {who}',
    done: 'Ni har båda fått besked. Det finns inget mer att göra.',
    cancel: 'Ställ in mötet',
    move: 'Flytta till en annan tid',
    zone: 'I din tid: {zone}.',
    none: 'Ingen annan tid är ledig just nu. Svara på inbjudan så hittar {who} en.',
    more: 'Fler dagar: {n}',
    taken: 'Någon annan tog just den tiden. Välj en annan.',
  },
  ar: {
    when: 'الموعد',
    who: 'مع',
    where: 'المكان',
    people: 'المشاركون',
    booked: 'اجتماعك مع {who}',
    moved: 'تم نقل اجتماعك مع {who}',
    cancelled: 'تم إلغاء اجتماعك مع {who}',
    change: 'نقل الموعد أو إلغاؤه',
    place: 'سيُحدَّد لاحقًا',
    titleCancelled: 'تم إلغاء الاجتماع',
    title: 'اجتماع مع {who}',
    done: 'تم إبلاغكما. لا يلزم فعل شيء آخر.',
    cancel: 'إلغاء هذا الاجتماع',
    move: 'نقله إلى وقت آخر',
    zone: 'بتوقيتك: {zone}.',
    none: 'لا يوجد وقت آخر متاح الآن. ردّ على الدعوة وسيجد {who} وقتًا.',
    more: 'أيام أخرى: {n}',
    taken: 'حجز شخص آخر هذا الوقت للتو. اختر وقتًا آخر من فضلك.',
  },
}
