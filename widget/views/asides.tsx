import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Facts } from '#flows/condition.ts'
import type { Words } from '../locales/words.ts'
import { safeUrl } from '../safe-url.ts'
import type { Talk } from '../talk.ts'
import { Icon } from './icon.tsx'
import { Rich } from './rich.tsx'

export interface AsidesProps {
  readonly talk: Talk
  /** Step at which something was asked; left out: at any. */
  readonly step?: string
  readonly words: Words
  readonly values: Facts
}

/** What the visitor asked at a step, each with the approved reply or the promise of one by a person. */
export function Asides({ talk, step, words, values }: AsidesProps) {
  const asked = talk.log.filter(event => event.type === 'asked' && (step === undefined || event.step === step))
  const before = useRef(asked.length)
  const last = useRef<HTMLParagraphElement>(null)
  useLayoutEffect(() => {
    if (asked.length <= before.current) return
    before.current = asked.length
    // The field is for the answer again; what was asked stands above.
    const root = last.current?.closest('.parley')
    const field = root?.querySelector<HTMLInputElement | HTMLTextAreaElement>('[name=typed]')
    if (field) field.value = ''
    const column = root?.querySelector('.column')
    // Not `offsetTop`: what is being moved into its place is its own reference.
    if (column && last.current) column.scrollTop += topOf(last.current) - topOf(column) - 16
  }, [asked.length])
  return (
    <>
      {asked.map(event => {
        if (event.type !== 'asked') return null
        const snippet = talk.player.flow.snippets?.find(({ id }) => id === event.snippet)
        return (
          <div key={event.seq} class="aside">
            <p ref={last} class="asked" dir="auto">
              {event.text}
            </p>
            {snippet ? (
              <div class="rich">
                <Rich text={snippet.text} values={values} />
                <SnippetLink link={snippet.link} words={words} />
              </div>
            ) : (
              <p>{words.promised}</p>
            )}
          </div>
        )
      })}
    </>
  )
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top
}

function SnippetLink({ link, words }: { readonly link: { label: string; url: string } | undefined; words: Words }) {
  const url = safeUrl(link?.url)
  if (!link || !url) return null
  return (
    <p>
      <a href={url} target="_blank" rel="noopener" aria-label={`${link.label} (${words.newTab})`}>
        {link.label}
        <Icon d="M8 16 17 7M9 7h8v8" />
      </a>
    </p>
  )
}
