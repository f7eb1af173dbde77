import { useEffect, useState } from 'preact/hooks'
import type { Block, Inline } from '#flows/rich-text.ts'
import type { LeadsPage, MailText, MailPreview as Preview } from '#server/http/api-type.ts'
import { get, post, RequestFailed } from '../../api.ts'
import { may } from '../../me.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { useLoad } from '../../ui/use-load.ts'

interface MailPreviewProps {
  readonly text: MailText
  readonly locale: string
  /** Whose values are shown; without one, somebody made up. */
  readonly lead: string | undefined
  readonly onLead: (lead: string | undefined) => void
}

const PAUSE_MS = 300

/** The mail as one person reads it, as it is being written. */
export function MailPreview({ text, locale, lead, onLead }: MailPreviewProps) {
  const { data: leads } = useLoad('leads', () => get<LeadsPage>('/leads?sort=newest&limit=30'))
  const [preview, setPreview] = useState<Preview>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    if (!may('edit_flows') || text.subject.trim() === '' || text.body.trim() === '') return
    let current = true
    const timer = setTimeout(() => {
      post<Preview>('/mail-templates/preview', { text, locale, ...(lead && { lead }) }).then(
        answer => {
          if (!current) return
          setPreview(answer)
          setProblem(undefined)
        },
        (error: unknown) => {
          if (current && error instanceof RequestFailed) setProblem(error.errors[0]?.message ?? error.message)
        },
      )
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text.subject, text.body, locale, lead])
  const people = (leads?.leads ?? []).map(({ id, name, email }) => ({ id, label: name ?? email }))
  return (
    <aside class="mail-preview" aria-label="Preview">
      <SelectField
        label="As read by"
        value={lead ?? ''}
        options={[{ id: '', label: 'Somebody made up' }, ...people]}
        onPick={id => onLead(id || undefined)}
      />
      {problem && (
        <p class="notice" data-tone="warn">
          {problem}
        </p>
      )}
      {preview && preview.missing.length > 0 && (
        <p class="notice" data-tone="warn">
          Not known of this person, and no words stand in: {preview.missing.map(name => `{{${name}}}`).join(', ')}. They
          would not get the mail.
        </p>
      )}
      {preview ? (
        <article class="panel letter-sheet" lang={locale}>
          <h2 dir="auto">{preview.subject}</h2>
          {preview.blocks.map((block, index) => (
            <Drawn key={index} block={block} />
          ))}
          <p class="letter-foot quiet">Who sends it, why they get it, and Unsubscribe stand here.</p>
        </article>
      ) : (
        <p class="quiet">Write a subject and a text to see it here.</p>
      )}
    </aside>
  )
}

function Drawn({ block: { kind, lines } }: { readonly block: Block }) {
  if (kind === 'paragraph') {
    return (
      <p dir="auto">
        {lines.map((line, index) => (
          <>
            {index > 0 && <br />}
            {line.map(draw)}
          </>
        ))}
      </p>
    )
  }
  const List = kind === 'list' ? 'ul' : 'ol'
  return (
    <List dir="auto">
      {lines.map((line, index) => (
        <li key={index}>{line.map(draw)}</li>
      ))}
    </List>
  )
}

/** Links are shown, not followed: this is nobody's mail. */
function draw(part: Inline) {
  if (typeof part === 'string') return part
  const inner = part.parts.map(draw)
  if (part.kind === 'bold') return <strong>{inner}</strong>
  if (part.kind !== 'link') return <em>{inner}</em>
  return (
    <span class="letter-link" title={part.url}>
      {inner}
    </span>
  )
}
