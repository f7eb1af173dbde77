import { useEffect, useRef } from 'preact/hooks'

interface RoomsProps {
  readonly label: string
  readonly rooms: readonly {
    readonly href: string
    readonly label: string
    readonly mark?: 'error' | 'warning' | undefined
  }[]
  readonly here: string
}

/** Links between the rooms of one page. A mark says that something in there wants a look. */
export function Rooms({ label, rooms, here }: RoomsProps) {
  const strip = useRef<HTMLElement>(null)
  // On phones the strip is wider than the screen: the room that is open is in sight.
  useEffect(() => {
    const nav = strip.current
    const open = nav?.querySelector<HTMLElement>('[aria-current]')
    if (nav && open) nav.scrollLeft = open.offsetLeft - nav.offsetLeft - (nav.clientWidth - open.offsetWidth) / 2
  }, [here])
  return (
    <nav class="rooms" aria-label={label} ref={strip}>
      <ul>
        {rooms.map(room => (
          <li key={room.href}>
            <a href={room.href} aria-current={room.href === here ? 'page' : undefined}>
              {room.label}
              {room.mark && (
                <span class="dot" data-tone={room.mark === 'error' ? 'bad' : 'warn'}>
                  <span class="visually-hidden">{room.mark === 'error' ? ' (has errors)' : ' (has warnings)'}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
