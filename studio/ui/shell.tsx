import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { signOut } from '../sign-out.ts'
import { WorkspaceMenu } from '../workspaces/workspace-menu.tsx'
import { Icon, type IconName } from './icon.tsx'

interface RailRoom {
  readonly href: string
  readonly label: string
  /** Where seven have to fit into the width of a phone. */
  readonly short?: string
  readonly icon: IconName
}

const ROOMS: readonly RailRoom[] = [
  { href: '/studio/leads', label: 'Leads', icon: 'leads' },
  { href: '/studio/flows', label: 'Flows', icon: 'flows' },
  { href: '/studio/experiments', label: 'Experiments', short: 'Tests', icon: 'experiments' },
  { href: '/studio/scoring', label: 'Scoring', icon: 'scoring' },
  { href: '/studio/nurture', label: 'Nurture', icon: 'nurture' },
  { href: '/studio/reports', label: 'Reports', icon: 'reports' },
  { href: '/studio/settings', label: 'Settings', icon: 'settings' },
]

/** The rail and the room beside it. On phones the rail becomes a bar at the bottom. */
export function Shell({ children }: { readonly children: ComponentChildren }) {
  const { path } = useLocation()
  const here = path === '/studio/' ? '/studio/leads' : path
  return (
    <div class="shell">
      <a class="skip" href="#room">
        Skip to content
      </a>
      <nav class="rail" aria-label="Rooms">
        <a class="brand" href="/studio/leads" aria-label="Parley: leads">
          <Icon name="mark" />
          <span>Parley</span>
        </a>
        <ul>
          {ROOMS.map(room => (
            <li key={room.href}>
              <a href={room.href} aria-current={here.startsWith(room.href) ? 'page' : undefined}>
                <Icon name={room.icon} />
                <span data-long={room.short ? '' : undefined}>{room.label}</span>
                {room.short && <span data-short>{room.short}</span>}
              </a>
            </li>
          ))}
        </ul>
        <div class="who">
          <WorkspaceMenu />
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            data-icon
            title="Sign out"
            onClick={() => void signOut()}
          >
            <Icon name="sign-out" />
            <span class="visually-hidden">Sign out</span>
          </button>
        </div>
      </nav>
      <main id="room" class="room" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
