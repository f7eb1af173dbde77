import type { MailTemplate } from '#server/http/api-type.ts'

interface LanguageTabsProps {
  readonly mail: MailTemplate
  readonly here: string
  readonly onPick: (locale: string) => void
  readonly onMail: (mail: MailTemplate) => void
}

/** Languages that the widget speaks, too. */
const OFFERED = ['en', 'de', 'fr', 'es', 'pt', 'ro', 'ru', 'sv', 'ar']
const names = new Intl.DisplayNames('en', { type: 'language' })

/** The languages a mail is written in; the marked one stands in for all others. */
export function LanguageTabs({ mail, here, onPick, onMail }: LanguageTabsProps) {
  const { texts, locale } = mail
  const written = Object.keys(texts)
  const add = (language: string) => {
    onMail({ ...mail, texts: { ...texts, [language]: texts[locale] ?? { subject: '', body: '' } } })
    onPick(language)
  }
  const remove = () => {
    const { [here]: _gone, ...others } = texts
    onMail({ ...mail, texts: others })
    onPick(locale)
  }
  return (
    <fieldset class="stack" data-tight>
      <legend class="label">Language</legend>
      <div class="row">
        {written.map(language => (
          <button
            type="button"
            key={language}
            class="chip"
            aria-pressed={language === here}
            onClick={() => onPick(language)}
          >
            {names.of(language) ?? language}
            {language === locale && written.length > 1 && <span class="quiet">stands in</span>}
          </button>
        ))}
        <select
          class="input add-language"
          data-size="small"
          aria-label="Add a language"
          value=""
          onChange={event => event.currentTarget.value && add(event.currentTarget.value)}
        >
          <option value="">Add a language…</option>
          {OFFERED.filter(language => !written.includes(language)).map(language => (
            <option key={language} value={language}>
              {names.of(language)}
            </option>
          ))}
        </select>
      </div>
      {here !== locale && (
        <div class="row">
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => onMail({ ...mail, locale: here })}
          >
            Let it stand in for other languages
          </button>
          <button type="button" class="button" data-look="plain" data-size="small" onClick={remove}>
            Remove {names.of(here)}
          </button>
        </div>
      )}
    </fieldset>
  )
}
