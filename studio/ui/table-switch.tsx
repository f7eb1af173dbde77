interface TableSwitchProps {
  readonly asTable: boolean
  readonly onSwitch: (asTable: boolean) => void
}

/** Turns a chart into its table and back. */
export function TableSwitch({ asTable, onSwitch }: TableSwitchProps) {
  return (
    <button type="button" class="button" data-size="small" aria-pressed={asTable} onClick={() => onSwitch(!asTable)}>
      {asTable ? 'Show as chart' : 'Show as table'}
    </button>
  )
}
