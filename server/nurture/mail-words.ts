interface MailWords {
  /** Under a mail: why it comes. */
  readonly why: string
  readonly unsubscribe: string
  /** On the page where the link leads. */
  readonly ask: string
  readonly done: string
  readonly undo: string
  readonly undone: string
}

const en: MailWords = {
  why: 'You get this mail because you asked us for information.',
  unsubscribe: 'Unsubscribe',
  ask: 'Stop getting mail from us?',
  done: 'You are unsubscribed. We will not write to you again.',
  undo: 'That was a mistake: write to me again',
  undone: 'You get our mails again.',
}

const WORDS: Readonly<Record<string, MailWords>> = {
  en,
  de: {
    why: 'Sie bekommen diese Mail, weil Sie uns um Informationen gebeten haben.',
    unsubscribe: 'Abmelden',
    ask: 'Möchten Sie keine Mails mehr von uns?',
    done: 'Sie sind abgemeldet. Wir schreiben Ihnen nicht mehr.',
    undo: 'Das war ein Versehen: schreiben Sie mir wieder',
    undone: 'Sie bekommen unsere Mails wieder.',
  },
  fr: {
    why: 'Vous recevez ce message parce que vous nous avez demandé des informations.',
    unsubscribe: 'Se désinscrire',
    ask: 'Ne plus recevoir nos messages ?',
    done: 'Vous êtes désinscrit. Nous ne vous écrirons plus.',
    undo: 'C’était une erreur : écrivez-moi de nouveau',
    undone: 'Vous recevez de nouveau nos messages.',
  },
  es: {
    why: 'Recibe este correo porque nos pidió información.',
    unsubscribe: 'Darse de baja',
    ask: '¿No quiere recibir más correos nuestros?',
    done: 'Se ha dado de baja. No volveremos a escribirle.',
    undo: 'Fue un error: vuelvan a escribirme',
    undone: 'Vuelve a recibir nuestros correos.',
  },
  pt: {
    why: 'Recebe este e-mail porque nos pediu informações.',
    unsubscribe: 'Cancelar a subscrição',
    ask: 'Não quer receber mais e-mails nossos?',
    done: 'A subscrição foi cancelada. Não voltaremos a escrever.',
    undo: 'Foi engano: voltem a escrever-me',
    undone: 'Volta a receber os nossos e-mails.',
  },
  ro: {
    why: 'Primiți acest mesaj pentru că ne-ați cerut informații.',
    unsubscribe: 'Dezabonare',
    ask: 'Nu mai doriți mesaje de la noi?',
    done: 'V-ați dezabonat. Nu vă vom mai scrie.',
    undo: 'A fost o greșeală: scrieți-mi din nou',
    undone: 'Primiți din nou mesajele noastre.',
  },
  ru: {
    why: 'Вы получили это письмо, потому что запросили у нас информацию.',
    unsubscribe: 'Отписаться',
    ask: 'Больше не хотите получать наши письма?',
    done: 'Вы отписаны. Мы больше не будем вам писать.',
    undo: 'Это ошибка: пишите мне снова',
    undone: 'Вы снова получаете наши письма.',
  },
  sv: {
    why: 'Du får det här mejlet för att du bad oss om information.',
    unsubscribe: 'Avsluta utskick',
    ask: 'Vill du inte få fler mejl från oss?',
    done: 'Du är avanmäld. Vi skriver inte till dig igen.',
    undo: 'Det var ett misstag: skriv till mig igen',
    undone: 'Du får våra mejl igen.',
  },
  ar: {
    why: 'تصلك هذه الرسالة لأنك طلبت منا معلومات.',
    unsubscribe: 'إلغاء الاشتراك',
    ask: 'ألا تريد رسائل أخرى منا؟',
    done: 'أُلغي اشتراكك. لن نكتب إليك بعد الآن.',
    undo: 'كان ذلك خطأ: اكتبوا إليّ من جديد',
    undone: 'ستصلك رسائلنا من جديد.',
  },
}

/** In a language or, where it is not spoken, in English. */
export function wordsFor(locale: string): MailWords {
  return WORDS[locale.split('-')[0] ?? ''] ?? en
}
