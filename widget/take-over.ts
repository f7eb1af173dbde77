import type { ComponentType } from 'preact'
import { expectRare } from './controls/rare-control.tsx'
import type { Conversation } from './conversation.ts'
import { en } from './locales/en.ts'
import { opening } from './locales/en-opening.ts'
import type { OpeningWords, Words } from './locales/words.ts'
import { connect } from './outbox.ts'
import moreCss from './styles/more.css?inline'
import { fitAboveKeyboard } from './views/keyboard-fit.ts'
import type { ViewProps } from './views/view-props.ts'

export interface TakeOverOptions {
  readonly conversation: Conversation
  readonly shadow: ShadowRoot
  readonly root: HTMLElement
  readonly words: OpeningWords
  readonly bubble: boolean
}

export interface TakenOver {
  readonly words: Words
  /** What draws the conversation from now on, if not the chat. */
  readonly View: ComponentType<ViewProps> | undefined
  stop(): void
}

/** From the first answer on: all words and styles, the form where it is one, and the way to the server. */
export async function takeOver({ conversation, shadow, root, words, bubble }: TakeOverOptions): Promise<TakenOver> {
  const { talk } = conversation.actor.getSnapshot().context
  const shape = talk?.visit.shape
  const form = shape === 'steps' || shape === 'page' ? (await import('./forms.ts')).forms[shape] : undefined
  if (talk) await expectRare(talk, Boolean(form))
  adopt(shadow, moreCss)
  for (const css of form ? form.sheets : []) adopt(shadow, css)
  connect(conversation)
  // What happens is told to the page without anybody waiting for it.
  if (!conversation.local) import('./page-api/watch.ts').then(({ watch }) => watch(conversation.page)).catch(() => {})
  return {
    // Only the English opening comes apart from the rest of its language.
    words: words === opening ? en : (words as Words),
    View: form ? form.View : undefined,
    stop: bubble ? fitAboveKeyboard(root) : () => {},
  }
}

function adopt(shadow: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
}
