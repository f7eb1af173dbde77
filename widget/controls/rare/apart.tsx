import type { Option } from '#flows/flow.ts'
import type { RareProps } from './rare-props.ts'

/** Options beside a scale: "Not set yet". */
export function Apart({
  options,
  value,
  change,
  give,
}: Pick<RareProps, 'value' | 'change' | 'give'> & { readonly options: readonly Option[] }) {
  if (options.length === 0) return null
  return (
    <div class="chips">
      {options.map(({ id, label }) => (
        <button
          type="button"
          key={id}
          class="chip"
          aria-pressed={value === id}
          onClick={() => {
            change(id)
            give?.(id)
          }}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
