import type { FlowChange, FlowChanges } from '#server/http/api-type.ts'

const KINDS: Readonly<Record<FlowChange['kind'], { readonly text: string; readonly tone: string }>> = {
  added: { text: 'New', tone: 'good' },
  removed: { text: 'Gone', tone: 'bad' },
  changed: { text: 'Changed', tone: 'accent' },
  moved: { text: 'Moved', tone: '' },
}

/** One line a change, the words before and after where words changed. */
export function ChangeList({ changes: { since, changes } }: { readonly changes: FlowChanges }) {
  if (!since) return <p>This is the first release: from now on visitors see this flow where it is placed.</p>
  if (changes.length === 0) return <p>Nothing changed since release {since.number}.</p>
  return (
    <ul class="changes">
      {changes.map((change, index) => (
        <li key={index}>
          <span class="tag" data-tone={KINDS[change.kind].tone}>
            {KINDS[change.kind].text}
          </span>
          <div>
            <p>{change.text}</p>
            {change.before !== undefined && <del>{change.before}</del>}
            {change.after !== undefined && <ins>{change.after}</ins>}
          </div>
        </li>
      ))}
    </ul>
  )
}
