import type { ModelChange } from '#server/http/api-type.ts'

const KINDS = {
  added: { text: 'New', tone: 'good' },
  removed: { text: 'Gone', tone: 'bad' },
  changed: { text: 'Changed', tone: 'accent' },
} as const

/** What makes one model another: a line a rule. */
export function ChangeLines({ changes }: { readonly changes: readonly ModelChange[] }) {
  return (
    <ul class="model-changes">
      {changes.map((change, index) => (
        <li key={index}>
          <span class="tag" data-tone={KINDS[change.kind].tone}>
            {KINDS[change.kind].text}
          </span>
          <span class="change-text">{change.text}</span>
          <span class="number change-values">
            {change.before !== undefined && <del>{change.before}</del>}
            {change.before !== undefined && change.after !== undefined && <span aria-hidden="true"> → </span>}
            {change.after !== undefined && <ins>{change.after}</ins>}
          </span>
        </li>
      ))}
    </ul>
  )
}
