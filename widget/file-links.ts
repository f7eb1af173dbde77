import type { BehaviorEvent } from '#flows/api.ts'

/** What people keep: documents, tables, slides, books, archives, recordings, programs, drawings, dates and contacts. */
const FILES = new RegExp(
  `\\.(${[
    'pdf|epub|mobi|doc[xm]?|odt|rtf|txt|md|xls[xmb]?|ods|csv|tsv|ppt[xm]?|odp|key|pages|numbers|json|xml|sql|ipynb',
    'zip|rar|7z|gz|tgz|bz2|xz|tar|mp[34]|m4[av]|wav|mov|avi|mkv|webm|dmg|exe|msi|pkg|apk|deb|rpm|iso|jar',
    'dwg|dxf|step|stp|stl|skp|psd|ai|eps|fig|sketch|ics|vcf',
  ].join('|')})$`,
  'i',
)

/** Without links to further pages and to pictures: the loader notes every link whose address ends like a file's. */
export function withoutPages(events: readonly BehaviorEvent[]): BehaviorEvent[] {
  return events.filter(event => event.type !== 'downloaded' || isFile(event.file))
}

/** A link without an ending was marked as a download. */
function isFile(path: string): boolean {
  return FILES.test(path) || !/\.\w+$/.test(path)
}
