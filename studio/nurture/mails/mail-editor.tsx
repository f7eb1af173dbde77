import { useState } from 'preact/hooks'
import type {
  MailTemplate,
  MailTested,
  NurtureOptions,
  SavedTemplate,
  SaveTemplateRequest,
} from '#server/http/api-type.ts'
import { post, put, RequestFailed, request } from '../../api.ts'
import { may } from '../../me.ts'
import { SureButton } from '../../ui/sure-button.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { LanguageTabs } from './language-tabs.tsx'
import { MailPreview } from './mail-preview.tsx'
import { VariableList } from './variable-list.tsx'

interface MailEditorProps {
  /** Left out for a new one. */
  readonly template: SavedTemplate | undefined
  readonly options: NurtureOptions
  /** With the id of the mail to stay at. */
  readonly onDone: (id?: string) => void
}

const EMPTY = { subject: '', body: '' }
const START: MailTemplate = {
  name: '',
  purpose: 'marketing',
  locale: 'en',
  texts: { en: { subject: '', body: 'Hi {{contact.first_name|there}},\n\n' } },
}

/** A mail, language by language, beside what somebody will read. */
export function MailEditor({ template, options, onDone }: MailEditorProps) {
  const [mail, setMail] = useState<MailTemplate>(() => withoutId(template) ?? START)
  const [locale, setLocale] = useState(mail.locale)
  const [lead, setLead] = useState<string>()
  const [problems, setProblems] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const text = mail.texts[locale] ?? EMPTY
  const changed = JSON.stringify(mail) !== JSON.stringify(withoutId(template))
  const write = (part: Partial<typeof text>) =>
    setMail({ ...mail, texts: { ...mail.texts, [locale]: { ...text, ...part } } })

  const save = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblems([])
    try {
      const body: SaveTemplateRequest = mail
      const saved = template
        ? await put<SavedTemplate>(`/mail-templates/${template.id}`, body)
        : await post<SavedTemplate>('/mail-templates', body)
      tell('Saved. What is sent from now on reads like this.')
      onDone(template ? undefined : saved.id)
    } catch (error) {
      setProblems(explain(error))
    } finally {
      setBusy(false)
    }
  }
  const test = async () => {
    setBusy(true)
    try {
      const answer = await post<MailTested>(`/mail-templates/${template?.id ?? ''}/test`, {
        locale,
        ...(lead && { lead }),
      })
      tell(answer.detail)
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  const remove = async () => {
    try {
      await request('DELETE', `/mail-templates/${template?.id ?? ''}`)
      tell(`${mail.name} was removed.`)
      onDone()
    } catch (error) {
      fail(error)
    }
  }
  return (
    <>
      <p>
        <a href="/studio/nurture/mails">All mails</a>
      </p>
      <div class="mail-desk">
        <form class="panel setting" onSubmit={save}>
          <fieldset class="plain" disabled={!may('edit_flows') || busy}>
            <TextField
              label="Name"
              hint="For you; leads never see it."
              required
              maxLength={120}
              value={mail.name}
              onText={name => setMail({ ...mail, name })}
            />
            <fieldset class="stack" data-tight>
              <legend class="label">What it is</legend>
              <label class="choice">
                <input
                  type="radio"
                  name="purpose"
                  checked={mail.purpose === 'marketing'}
                  onChange={() => setMail({ ...mail, purpose: 'marketing' })}
                />
                <span>
                  Marketing
                  <small>Sent to those who agreed to marketing mail, and to nobody else.</small>
                </span>
              </label>
              <label class="choice">
                <input
                  type="radio"
                  name="purpose"
                  checked={mail.purpose === 'answer'}
                  onChange={() => setMail({ ...mail, purpose: 'answer' })}
                />
                <span>
                  A direct answer to what they asked
                  <small>An estimate, a guide they wanted. Needs their consent to be contacted, within 14 days.</small>
                </span>
              </label>
            </fieldset>
            <LanguageTabs mail={mail} here={locale} onPick={setLocale} onMail={setMail} />
            <TextField
              label="Subject"
              required
              maxLength={200}
              value={text.subject}
              onText={subject => write({ subject })}
            />
            <TextAreaField
              label="Text"
              hint="**bold**, *italic*, [label](https://…), lists with - in front. An empty line begins a paragraph."
              rows={10}
              maxLength={20_000}
              value={text.body}
              onText={body => write({ body })}
            />
            <VariableList options={options} />
            {problems.map(problem => (
              <p key={problem} class="notice" data-tone="bad" role="alert">
                {problem}
              </p>
            ))}
            {may('edit_flows') && (
              <div class="row" data-spread>
                <div class="row">
                  <button type="submit" class="button" data-look="main" disabled={!changed || busy}>
                    Save mail
                  </button>
                  {template && (
                    <button type="button" class="button" disabled={changed || busy} onClick={() => void test()}>
                      Send it to me
                    </button>
                  )}
                </div>
                {template && (
                  <SureButton sure={`Remove ${mail.name}`} onSure={() => void remove()}>
                    Remove
                  </SureButton>
                )}
              </div>
            )}
          </fieldset>
        </form>
        <MailPreview text={text} locale={locale} lead={lead} onLead={setLead} />
      </div>
    </>
  )
}

function withoutId(template: SavedTemplate | undefined): MailTemplate | undefined {
  if (!template) return undefined
  const { name, purpose, locale, texts } = template
  return { name, purpose, locale, texts }
}

function explain(error: unknown): string[] {
  if (!(error instanceof RequestFailed)) return ['Something went wrong. Try again.']
  return error.errors.length > 0 ? [...new Set(error.errors.map(({ message }) => message))] : [error.message]
}
