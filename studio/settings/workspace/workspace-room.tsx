import { useState } from 'preact/hooks'
import type { WorkspaceAnswer, WorkspaceSettings } from '#server/http/api-type.ts'
import { get, put, RequestFailed } from '../../api.ts'
import { loadMe, may, me } from '../../me.ts'
import { signOut } from '../../sign-out.ts'
import { Icon } from '../../ui/icon.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { roleInWords } from '../../words-of-roles.ts'
import { enterWorkspace } from '../../workspaces/enter-workspace.ts'
import { NewWorkspaceDialog } from '../../workspaces/new-workspace-dialog.tsx'
import { PasswordDialog } from './password-dialog.tsx'

/** What the workspace is called, how it signs its mails, and the others one belongs to. */
export function WorkspaceRoom() {
  const { data, error, reload, replace } = useLoad('workspace', () => get<WorkspaceAnswer>('/workspace'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return (
    <>
      <WorkspaceForm saved={data} onSaved={replace} />
      <YourWorkspaces />
      <YourAccount />
    </>
  )
}

function YourAccount() {
  const [changing, setChanging] = useState(false)
  return (
    <section class="setting">
      <div class="row" data-spread>
        <div>
          <h2>Your account</h2>
          <p class="quiet">Signed in as {me.value?.user.email}</p>
        </div>
        <span class="row">
          <button type="button" class="button" onClick={() => setChanging(true)}>
            Change password
          </button>
          <button type="button" class="button" onClick={() => void signOut()}>
            <Icon name="sign-out" />
            Sign out
          </button>
        </span>
      </div>
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </section>
  )
}

interface WorkspaceFormProps {
  readonly saved: WorkspaceAnswer
  readonly onSaved: (answer: WorkspaceAnswer) => void
}

function WorkspaceForm({ saved, onSaved }: WorkspaceFormProps) {
  const [form, setForm] = useState(() => typed(saved))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const disabled = !may('manage_members')
  const set = (part: keyof typeof form) => (text: string) => setForm(before => ({ ...before, [part]: text }))
  const wanted: WorkspaceSettings = {
    name: form.name.trim(),
    mailName: form.mailName.trim() || null,
    replyTo: form.replyTo.trim() || null,
  }
  const changed = wanted.name !== saved.name || wanted.mailName !== saved.mailName || wanted.replyTo !== saved.replyTo
  const write = async (settings: WorkspaceSettings) => {
    onSaved(await put<WorkspaceAnswer>('/workspace', settings))
    // It is saved, whether or not the rail learns of the name at once.
    await loadMe().catch(() => {})
  }
  const save = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    const { name, mailName, replyTo } = saved
    const before = { name, mailName, replyTo }
    // A field that was typed in since keeps what is in it.
    const back = () => void write(before).then(() => setForm(now => takenBack(typed(wanted), typed(before), now)), fail)
    try {
      await write(wanted)
      tell('Saved', back)
    } catch (error) {
      setProblem(explain(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form class="panel setting" onSubmit={save}>
      <TextField
        label="Name"
        hint="In the menu of your people and in invitations."
        required
        maxLength={120}
        disabled={disabled}
        value={form.name}
        onText={set('name')}
      />
      <TextField
        label="Mails are from"
        hint={
          saved.sender === null
            ? 'Shown once a mail server is set up (SMTP_URL).'
            : `The name beside the address of ${saved.sender}. Leave it empty for the name the server was set up with.`
        }
        placeholder={form.name}
        maxLength={120}
        disabled={disabled}
        value={form.mailName}
        onText={set('mailName')}
      />
      <TextField
        label="Answers go to"
        type="email"
        hint="When a mail has no salesperson who should get them. Left empty they go to the address the mails come from."
        maxLength={254}
        disabled={disabled}
        value={form.replyTo}
        onText={set('replyTo')}
      />
      {problem && (
        <p class="notice" data-tone="bad" role="alert">
          {problem}
        </p>
      )}
      {disabled ? (
        <p class="quiet">Owners of the workspace change this.</p>
      ) : (
        <div>
          <button type="submit" class="button" data-look="main" disabled={busy || !changed || wanted.name === ''}>
            Save
          </button>
        </div>
      )}
    </form>
  )
}

interface Typed {
  readonly name: string
  readonly mailName: string
  readonly replyTo: string
}

function typed({ name, mailName, replyTo }: WorkspaceSettings): Typed {
  return { name, mailName: mailName ?? '', replyTo: replyTo ?? '' }
}

/** The fields as they were before, where what was saved still stands in them. */
function takenBack(saved: Typed, before: Typed, now: Typed): Typed {
  return {
    name: now.name.trim() === saved.name ? before.name : now.name,
    mailName: now.mailName.trim() === saved.mailName ? before.mailName : now.mailName,
    replyTo: now.replyTo.trim() === saved.replyTo ? before.replyTo : now.replyTo,
  }
}

function YourWorkspaces() {
  const [making, setMaking] = useState(false)
  const workspaces = me.value?.workspaces ?? []
  const here = me.value?.workspace.id
  const owner = may('manage_members')
  if (workspaces.length < 2 && !owner) return null
  return (
    <section class="setting">
      <div class="row" data-spread>
        <div>
          <h2>Your workspaces</h2>
          <p class="quiet">Each has its own site, flows, leads and people. Nothing of one shows in another.</p>
        </div>
        {owner && (
          <button type="button" class="button" onClick={() => setMaking(true)}>
            <Icon name="plus" />
            New workspace
          </button>
        )}
      </div>
      <ul class="panel workspaces">
        {workspaces.map(({ id, name, role }) => (
          <li key={id} class="row" data-spread>
            <span>
              <strong>{name}</strong> <span class="quiet">{roleInWords(role)}</span>
            </span>
            {id === here ? (
              <span class="tag" data-tone="accent">
                you are here
              </span>
            ) : (
              <button type="button" class="button" data-size="small" onClick={() => void enterWorkspace(id)}>
                Open<span class="visually-hidden"> {name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {making && <NewWorkspaceDialog onClose={() => setMaking(false)} />}
    </section>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Try again.'
  if (error.errors.some(({ pointer }) => pointer === '/replyTo')) return 'Write the address like sales@company.com.'
  return error.errors[0]?.message ?? error.message
}
