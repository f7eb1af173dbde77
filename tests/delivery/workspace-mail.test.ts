import { expect, it } from 'vitest'
import { saveWorkspace } from '#server/auth/workspace.ts'
import type { Mail, MailMessage } from '#server/delivery/mail.ts'
import { mailOf } from '#server/delivery/workspace-mail.ts'
import { createTestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const LETTER = { id: 'm1', to: [{ name: '', address: 'ida@x.example' }], subject: 'Hello', text: 'x', html: 'x' }

describeOnBoth('a mail in the name of a workspace', openTestStore => {
  it('bears its name, and asks for answers where it wants them unless a person should get them', async () => {
    const { deps, workspaceId } = await createTestApp(await openTestStore())
    const sent: MailMessage[] = []
    const keep: Mail = async message => {
      sent.push(message)
      return { ok: true, status: 250, response: '' }
    }
    const mail = mailOf(deps, keep, workspaceId)
    const owner = { name: 'Mara', address: 'mara@tallybarn.example' }

    await mail(LETTER)
    const settings = { name: 'Tallybarn', mailName: 'Tallybarn sales', replyTo: 'sales@tallybarn.example' }
    await saveWorkspace(deps, workspaceId, settings)
    await mail({ ...LETTER, replyTo: undefined })
    await mail({ ...LETTER, replyTo: owner })

    expect(sent).toEqual([
      LETTER,
      {
        ...LETTER,
        fromName: 'Tallybarn sales',
        replyTo: { name: 'Tallybarn sales', address: 'sales@tallybarn.example' },
      },
      { ...LETTER, fromName: 'Tallybarn sales', replyTo: owner },
    ])
  })
})
