import './content.css'
import type { ContentItem, ContentState, SeenContent } from '#server/http/api-type.ts'
import { get, put } from '../../api.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { count } from '../../words.ts'
import { SavedMeanwhile } from '../saved-meanwhile.tsx'
import { useNewLine } from '../use-new-line.ts'
import { useVersioned } from '../use-versioned.ts'
import { ContentList } from './content-list.tsx'

/** Most items of a list. */
const MOST = 500

/** What pages and files of the company's own site are, so that a score tells an e-book from a price list. */
export function ContentRoom() {
  const read = () => get<ContentState>('/content')
  const loaded = useLoad('content', read)
  const { data, error, reload } = loaded
  const form = useVersioned<ContentState, readonly ContentItem[]>({
    loaded,
    editedOf: state => state.items,
    read,
    write: (version, next) => put<ContentState>('/content', { version, items: next }),
    saved: 'Saved. Leads who looked at any of it are scored anew within a minute.',
  })
  const { value: items, edit: setItems, isChanged, busy } = form
  const lines = useNewLine<HTMLFormElement>(items?.length ?? 0)
  if (error && !data) return <Trouble error={error} retry={reload} />
  if (!data || !items) return null

  const add = (item: ContentItem) => {
    setItems([...items, item])
    lines.awaitNew()
  }
  const unnamed = data.unnamed.filter(one => !items.some(item => item.on === one.on && item.pattern === placeOf(one)))
  const mayEdit = may('edit_flows')
  return (
    <form
      class="content-room"
      ref={lines.place}
      onSubmit={event => {
        event.preventDefault()
        form.save()
      }}
    >
      <p class="quiet">
        Say what pages and files of your site are. A download of an e-book then counts as an e-book instead of as a
        file, a case study that was read counts as one, and content that was seen and not taken home can cost points.
      </p>
      <fieldset class="content-room" disabled={!mayEdit || busy}>
        <section class="panel setting">
          <h2>Pages and files</h2>
          <ContentList items={items} saved={data} onItems={setItems} />
          {items.length < MOST && (
            <div>
              <button
                type="button"
                class="button"
                data-size="small"
                onClick={() => add({ on: 'page', pattern: '', kind: 'case_study' })}
              >
                <Icon name="plus" />
                Add a page or file
              </button>
            </div>
          )}
        </section>
        <SavedMeanwhile conflict={form.conflict} busy={busy} />
        <div class="content-save">
          <button type="submit" class="button" data-look="main" disabled={!isChanged}>
            Save content
          </button>
          <span class="quiet">{isChanged ? 'Not saved yet.' : 'The first line that fits a page or file counts.'}</span>
        </div>
        {mayEdit && unnamed.length > 0 && (
          <section class="panel setting">
            <h2>Seen lately, without a name</h2>
            <ul class="content-seen">
              {unnamed.map(one => (
                <li key={`${one.on} ${one.place}`}>
                  <span class="tag">{one.on === 'file' ? 'File' : 'Page'}</span>
                  <span class="content-place">
                    {placeOf(one)}
                    {one.title && <small class="quiet">{one.title}</small>}
                  </span>
                  <span class="quiet number">{count(one.times, 'time')}</span>
                  <button
                    type="button"
                    class="button"
                    data-size="small"
                    disabled={items.length >= MOST}
                    onClick={() => add(toItem(one))}
                  >
                    Name it
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </fieldset>
    </form>
  )
}

function placeOf({ place }: SeenContent): string {
  return place.split(/[?#]/, 1)[0] ?? place
}

/** A guess by the name; whoever adds it sees it and sets it right. */
function toItem(seen: SeenContent): ContentItem {
  const place = placeOf(seen)
  const kind = GUESSES.find(([words]) => words.test(place))?.[1] ?? (seen.on === 'file' ? 'ebook' : 'other')
  return { on: seen.on, pattern: place, kind, ...(seen.title && { title: seen.title.slice(0, 200) }) }
}

const GUESSES: readonly (readonly [RegExp, ContentItem['kind']])[] = [
  [/check-?list/i, 'checklist'],
  [/info-?graphic/i, 'infographic'],
  [/white-?paper/i, 'white_paper'],
  [/customer|case|stor(y|ies)/i, 'case_study'],
  [/webinar/i, 'webinar'],
  [/pric(e|ing)/i, 'price_list'],
  [/blog|article|news/i, 'article'],
]
