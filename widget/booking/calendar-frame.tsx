import { useEffect, useRef, useState } from 'preact/hooks'
import type { Calendar } from './calendars.ts'

interface CalendarFrameProps {
  readonly calendar: Calendar
  readonly title: string
  onBooked(): void
}

/** A calendar tool in a frame. Only its own messages are heard: of its window and its origin. */
export function CalendarFrame({ calendar, title, onBooked }: CalendarFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(560)
  const [refused, setRefused] = useState(false)

  useEffect(() => {
    const hear = (event: MessageEvent) => {
      if (!event.source || event.source !== frame.current?.contentWindow || event.origin !== calendar.origin) return
      const heard = calendar.hears(event.data)
      if (heard === 'booked') onBooked()
      else if (heard && 'answer' in heard) frame.current?.contentWindow?.postMessage(heard.answer, calendar.origin)
      else if (heard) setHeight(heard.height)
    }
    // A page whose policy lets no frame in keeps the link.
    const look = ({ blockedURI }: SecurityPolicyViolationEvent) => setRefused(blockedURI.startsWith(calendar.origin))
    addEventListener('message', hear)
    document.addEventListener('securitypolicyviolation', look)
    return () => {
      removeEventListener('message', hear)
      document.removeEventListener('securitypolicyviolation', look)
    }
  }, [calendar])

  if (refused) return null
  return <iframe ref={frame} class="calendar" src={calendar.src} title={title} height={height} />
}
