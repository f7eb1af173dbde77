import type { BehaviorEvent } from '#flows/api.ts'

/** What people keep: documents, tables, slides, books, archives, recordings, programs. */
const FILES =
  /\.(pdf|epub|mobi|docx?|odt|rtf|txt|xlsx?|ods|csv|pptx?|odp|key|pages|numbers|zip|rar|7z|gz|mp[34]|mov|webm|dmg|exe|msi|pkg|apk)$/i

/** Without links to further pages and to pictures: the loader notes every link whose address ends like a file's. */
export function withoutPages(events: readonly BehaviorEvent[]): BehaviorEvent[] {
  return events.filter(event => event.type !== 'downloaded' || isFile(event.file))
}

/** A link that is marked as a download may go anywhere; the others have an ending. */
function isFile(path: string): boolean {
  return FILES.test(path) || !/\.\w+$/.test(path)
}
