import { useLocation } from 'preact-iso'
import type { SavedTemplate } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { When } from '../../ui/when.tsx'
import type { NurtureRoomProps } from '../nurture-page.tsx'
import { MailEditor } from './mail-editor.tsx'

export const PURPOSES = { marketing: 'Marketing', answer: 'Direct answer' } as const

/** The mails that automations send. */
export function MailsRoom({ options, open }: NurtureRoomProps) {
  const {
    data: templates,
    error,
    reload,
  } = useLoad('templates', () => get<readonly SavedTemplate[]>('/mail-templates'))
  const { route } = useLocation()
  if (error) return <Trouble error={error} retry={reload} />
  if (!templates) return null
  if (open !== undefined) {
    const template = templates.find(({ id }) => id === open)
    const done = (id?: string) => route(`/studio/nurture/mails${id ? `/${id}` : ''}`)
    return <MailEditor template={template} options={options} onDone={done} />
  }
  return (
    <>
      {templates.length === 0 ? (
        <p class="quiet">Write the first mail: a few plain lines, as you would write to one person.</p>
      ) : (
        <ul class="nurture-list">
          {templates.map(({ id, name, purpose, locale, texts, updatedAt }) => (
            <li key={id} class="panel nurture-item">
              <div>
                <h2 class="row">
                  <a href={`/studio/nurture/mails/${id}`}>{name}</a>
                  <span class="tag">{PURPOSES[purpose]}</span>
                </h2>
                <p dir="auto">{subjectInWords(texts[locale]?.subject ?? '')}</p>
                <p class="quiet">
                  {Object.keys(texts).map(languageInWords).join(', ')} · changed <When at={updatedAt} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {may('edit_flows') && (
        <div>
          <a class="button" data-look="main" href="/studio/nurture/mails/new">
            <Icon name="plus" />
            New mail
          </a>
        </div>
      )}
    </>
  )
}

/** What stands in a blank is the lead's own: the list shows what is read when it is not known. */
function subjectInWords(subject: string): string {
  return subject.replaceAll(/\{\{([^{}|]+)(?:\|([^{}]*))?\}\}/g, (_, name: string, other?: string) => {
    return other || `[${name.replaceAll(/[._]/g, ' ')}]`
  })
}

const languages = new Intl.DisplayNames('en', { type: 'language' })

function languageInWords(locale: string): string {
  return languages.of(locale) ?? locale
}
