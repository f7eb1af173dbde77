import type { FlowTemplate } from '#server/http/api-type.ts'
import { count } from '../words.ts'

/** What a template is for and what a visitor will be asked, in order, with the answers to choose from. */
export function TemplateQuestions({ template }: { readonly template: FlowTemplate }) {
  return (
    <section class="template-questions" aria-live="polite">
      <h3>{template.title}</h3>
      <p class="quiet">{template.purpose}</p>
      <h4>{count(template.questions, 'question')}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard. */}
      <ol tabIndex={0} aria-label="Questions in order">
        {template.asks.map(({ text, options, optional }) => (
          <li key={text}>
            <span dir="auto">
              {text}
              {optional && <small> optional</small>}
            </span>
            {options.length > 0 && (
              <span class="quiet" dir="auto">
                {options.join(' · ')}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
