import type { ContentItem, ContentKindId, ContentState } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { count } from '../../words.ts'

interface ContentListProps {
  readonly items: readonly ContentItem[]
  /** As the server has it: kinds, and how often each was looked at. */
  readonly saved: ContentState
  readonly onItems: (items: readonly ContentItem[]) => void
}

const PLACES = [
  { id: 'page', label: 'Page' },
  { id: 'file', label: 'File' },
]

/** Lines in their order: where, what it is, and what it is called. */
export function ContentList({ items, saved, onItems }: ContentListProps) {
  if (items.length === 0) {
    return <p class="quiet">Nothing is named yet: every download counts as a file, every page as a page.</p>
  }
  const set = (index: number, part: Partial<ContentItem>) =>
    onItems(items.map((item, at) => (at === index ? { ...item, ...part } : item)))
  const move = (index: number, by: number) => {
    const item = items[index]
    if (item) onItems(items.filter((_, at) => at !== index).toSpliced(index + by, 0, item))
  }
  return (
    <ol class="content-list">
      {items.map((item, index) => (
        <li key={index}>
          <SelectField
            label="On your site"
            value={item.on}
            options={PLACES}
            onPick={on => set(index, { on: asPlace(on) })}
          />
          <TextField
            label={item.on === 'page' ? 'Path' : 'File'}
            required
            maxLength={300}
            placeholder={item.on === 'page' ? '/customers/*' : '*guide*.pdf'}
            value={item.pattern}
            onText={pattern => set(index, { pattern })}
          />
          <SelectField
            label="What it is"
            value={item.kind}
            options={saved.kinds}
            onPick={kind => set(index, { kind: kind as ContentKindId })} // of the kinds offered
          />
          <TextField
            label="Title"
            maxLength={200}
            placeholder={item.on === 'page' ? 'The page’s own' : 'The file’s name'}
            value={item.title ?? ''}
            onText={title => onItems(items.map((one, at) => (at === index ? withTitle(one, title) : one)))}
          />
          <span class="content-acts">
            <IconButton
              icon="up"
              label={`Move ${nameOf(item)} up`}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            />
            <IconButton
              icon="down"
              label={`Move ${nameOf(item)} down`}
              disabled={index === items.length - 1}
              onClick={() => move(index, 1)}
            />
            <IconButton
              icon="trash"
              label={`Remove ${nameOf(item)}`}
              onClick={() => onItems(items.filter((_, at) => at !== index))}
            />
          </span>
          <p class="hint quiet content-meaning">{meaningOf(item, saved)}</p>
        </li>
      ))}
    </ol>
  )
}

/** What rules see of it, and how often there was anything to see. */
function meaningOf(item: ContentItem, { kinds, items, times }: ContentState): string {
  const kind = kinds.find(one => one.id === item.kind)
  const counts = kind ? `Counts as “${kind[item.on]}”` : ''
  const at = items.findIndex(one => JSON.stringify(one) === JSON.stringify(item))
  if (at < 0) return counts
  const seen = times[at] ?? 0
  return `${counts} · ${seen === 0 ? 'not looked at lately' : `${count(seen, 'time')} lately`}`
}

function nameOf({ title, pattern }: ContentItem): string {
  return title || pattern || 'this line'
}

function asPlace(on: string): ContentItem['on'] {
  return on === 'file' ? 'file' : 'page'
}

function withTitle({ title: _before, ...item }: ContentItem, title: string): ContentItem {
  return title === '' ? item : { ...item, title }
}
