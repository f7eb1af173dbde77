import './workspace-menu.css'
import { useId, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { may, me } from '../me.ts'
import { Icon } from '../ui/icon.tsx'
import { roleInWords } from '../words-of-roles.ts'
import { enterWorkspace } from './enter-workspace.ts'
import { NewWorkspaceDialog } from './new-workspace-dialog.tsx'

/** Who is signed in and where; opens the way to their other workspaces. */
export function WorkspaceMenu() {
  const { route } = useLocation()
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const [making, setMaking] = useState(false)
  if (!me.value) return null
  const { user, workspace, workspaces } = me.value
  const close = () => menu.current?.hidePopover()
  return (
    <>
      <button type="button" class="who-button" popoverTarget={id} title="Workspaces">
        <span class="person">
          <strong>{user.name}</strong>
          <span>{workspace.name}</span>
        </span>
        <Icon name="choose" />
      </button>
      <div id={id} ref={menu} popover="auto" class="who-menu" role="dialog" aria-label="Workspaces">
        <p class="quiet">{user.email}</p>
        {workspaces.length > 1 && (
          <ul>
            {workspaces.map(({ id, name, role }) => (
              <li key={id}>
                <button
                  type="button"
                  aria-current={id === workspace.id ? 'true' : undefined}
                  onClick={() => (id === workspace.id ? close() : void enterWorkspace(id))}
                >
                  <span>
                    {name}
                    <small>{roleInWords(role)}</small>
                  </span>
                  {id === workspace.id && <Icon name="check" />}
                </button>
              </li>
            ))}
          </ul>
        )}
        <ul>
          <li>
            <button
              type="button"
              onClick={() => {
                close()
                route('/studio/settings/workspace')
              }}
            >
              Workspace settings
            </button>
          </li>
          {may('manage_members') && (
            <li>
              <button
                type="button"
                onClick={() => {
                  close()
                  setMaking(true)
                }}
              >
                New workspace…
              </button>
            </li>
          )}
        </ul>
      </div>
      {making && <NewWorkspaceDialog onClose={() => setMaking(false)} />}
    </>
  )
}
