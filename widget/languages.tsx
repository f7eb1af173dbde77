import { Component, type VNode } from 'preact'
import { withVariants } from '#flows/locale.ts'
import { createPlayer } from '#flows/play.ts'
import { type Conversation, fetchFlow, hasActed } from './conversation.ts'
import { loadMore } from './load-more.ts'
import { opening } from './locales/en-opening.ts'
import { loadWords } from './locales/load.ts'
import type { Words } from './locales/words.ts'
import languagesCss from './styles/languages.css?inline'
import { noted, takeUp } from './talk.ts'
import { Icon } from './views/icon.tsx'

export interface LanguagesOptions {
  readonly conversation: Conversation
  readonly shadow: ShadowRoot
  readonly root: HTMLElement
  /** The words of the interface in the language that was switched to. */
  speak(words: Words): void
}

/** Accessible name of the control, by language. */
const NAMES: Readonly<Record<string, string>> = {
  en: 'Language',
  ar: 'اللغة',
  de: 'Sprache',
  es: 'Idioma',
  fr: 'Langue',
  pt: 'Idioma',
  ro: 'Limba',
  ru: 'Язык',
  sv: 'Språk',
}

/** The control that changes the language of a conversation in which several are offered. Answers stay as they are. */
export function offerLanguages(options: LanguagesOptions): VNode {
  const { shadow } = options
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(languagesCss)
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
  return <Languages key="languages" {...options} />
}

// A class, since hooks come with the second module.
class Languages extends Component<LanguagesOptions, { readonly locale: string }> {
  override state = { locale: this.props.conversation.record.locale }

  async change(wanted: string) {
    const { conversation, root, speak } = this.props
    this.setState({ locale: wanted })
    try {
      speak(await switchTo(conversation, wanted, root))
    } catch {
      this.setState({ locale: conversation.record.locale }) // out of reach: everything stays in the language it is in
    }
  }

  override render() {
    const { locale } = this.state
    return (
      <label class="languages">
        <Icon d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18" />
        <select
          aria-label={NAMES[locale.split('-')[0] ?? ''] ?? NAMES.en}
          value={locale}
          onChange={event => this.change(event.currentTarget.value)}
        >
          {this.props.conversation.locales?.map(offered => (
            <option key={offered} value={offered} lang={offered}>
              {nameOf(offered)}
            </option>
          ))}
        </select>
      </label>
    )
  }
}

/** Goes on with the same answers in another language; the log tells the server from where on. Rejects when the server is out of reach. */
async function switchTo(conversation: Conversation, locale: string, root: HTMLElement): Promise<Words> {
  const record = { ...conversation.record, locale }
  const [flow, words, more] = await Promise.all([
    fetchFlow({ ...conversation, record }),
    loadWords(locale, root),
    loadMore(),
  ])
  const { talk } = conversation.actor.getSnapshot().context
  if (talk) {
    const acted = hasActed(talk)
    const visit = acted ? talk.visit : { ...talk.visit, locale }
    const { log } = acted ? noted(talk, { type: 'switched', locale }) : talk
    conversation.record = record
    root.lang = locale
    const player = createPlayer(withVariants(flow, visit.variants))
    conversation.actor.send({ type: 'synced', talk: takeUp({ ...talk, player, visit, log }) })
  }
  // Only the English opening comes apart from the rest of its language.
  return words === opening ? more.en : (words as Words)
}

/** What a language is called by those who speak it. */
function nameOf(locale: string): string {
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}
