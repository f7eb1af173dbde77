/** What only the one-page form says, by language; the page's other words are those of every shape. */
const CHECK: Readonly<Record<string, string>> = {
  en: 'Please check these answers',
  ar: 'يرجى مراجعة هذه الإجابات',
  de: 'Bitte prüfen Sie diese Antworten',
  es: 'Revise estas respuestas',
  fr: 'Veuillez vérifier ces réponses',
  pt: 'Verifique estas respostas',
  ro: 'Vă rugăm să verificați aceste răspunsuri',
  ru: 'Проверьте, пожалуйста, эти ответы',
  sv: 'Kontrollera dessa svar',
}

/** Heading of the list of what is wrong. */
export function checkAnswers(locale: string): string {
  return CHECK[locale.slice(0, 2)] ?? 'Please check these answers'
}
