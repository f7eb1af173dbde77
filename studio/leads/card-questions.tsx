import './card-questions.css'
import type { LeadCard } from '#server/http/api-type.ts'
import { When } from '../ui/when.tsx'

/** What they asked, first of all what a person was promised to answer. */
export function CardQuestions({ card }: { readonly card: LeadCard }) {
  const { questions, contact } = card
  if (questions.length === 0) return null
  return (
    <section class="questions-asked">
      <h3>They asked</h3>
      <ul>
        {questions.map(({ text, reply, at, session }) => (
          <li key={`${session}/${at}/${text}`} data-open={reply === null ? '' : undefined}>
            <p dir="auto">{text}</p>
            {reply === null ? (
              <p class="quiet">
                You promised an answer <When at={at} />. <a href={mailTo(contact.email, text)}>Answer by mail</a>
              </p>
            ) : (
              <p class="quiet" dir="auto">
                Got the reply “{reply}”
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A mail that quotes the question. */
function mailTo(address: string, question: string): string {
  const body = `\n\n> ${question.replaceAll('\n', '\n> ')}\n`
  return `mailto:${encodeURIComponent(address)}?subject=${encodeURIComponent('Your question')}&body=${encodeURIComponent(body)}`
}
