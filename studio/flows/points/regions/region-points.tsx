import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { IconButton } from '../../../ui/icon-button.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import {
  nameOfRule,
  type Region,
  type RegionalRule,
  type RegionPoints,
  regionalRules,
  setRegionPoints,
  startOfPoints,
} from '../../edit/edit-regions.ts'
import { useModel } from '../../editor/editor-context.ts'
import { linesOf } from '../option-lines.ts'
import { PartNotes } from '../part-notes.tsx'
import { AddRegionalRule } from './add-regional-rule.tsx'

interface RegionPointsTableProps {
  readonly region: Region
  readonly index: number
}

/** Points that differ in a region, each beside the points everywhere. */
export function RegionPointsTable({ region, index }: RegionPointsTableProps) {
  const { model, readOnly, editModel } = useModel()
  const table = useRef<HTMLTableElement>(null)
  const rules = regionalRules(model)
  const set = (id: string, points: RegionPoints | null, key = '') =>
    editModel(before => setRegionPoints(before, region.id, id, points), `${region.id} ${id} ${key}`)
  // In the order of the rules above, what has no rule any more last.
  const known = rules.map(({ id }) => id).filter(id => Object.hasOwn(region.points, id))
  const ids = [...known, ...Object.keys(region.points).filter(id => !known.includes(id))]
  return (
    <>
      {ids.length === 0 ? (
        <p class="quiet">
          <strong>Nothing differs yet.</strong> Pick below what should count differently here.
        </p>
      ) : (
        <table class="region-table" ref={table}>
          <caption class="visually-hidden">Points that differ in “{region.label}”</caption>
          <thead>
            <tr>
              <th scope="col">What counts differently</th>
              <th scope="col">Everywhere</th>
              <th scope="col">Here</th>
              <th>
                <span class="visually-hidden">Change</span>
              </th>
            </tr>
          </thead>
          {ids.map(id => (
            <RuleRows
              key={id}
              id={id}
              element={rowsOf(region, id)}
              rule={rules.find(rule => rule.id === id)}
              points={region.points[id] ?? {}}
              pointer={`/regions/${index}/points/${id}`}
              set={(points, key) => set(id, points, key)}
            />
          ))}
        </table>
      )}
      {!readOnly && (
        <AddRegionalRule
          region={region}
          rules={rules.filter(({ id }) => !Object.hasOwn(region.points, id))}
          onPick={rule => {
            set(rule.id, startOfPoints(rule))
            // The next thing anybody does is type the number.
            requestAnimationFrame(() => {
              const first = table.current?.querySelector<HTMLInputElement>(`#${rowsOf(region, rule.id)} input`)
              first?.focus()
              first?.select()
            })
          }}
        />
      )}
    </>
  )
}

function rowsOf(region: Region, rule: string): string {
  return `region-${region.id}-${rule}`
}

interface RuleRowsProps {
  readonly id: string
  readonly element: string
  /** Undefined where the model has no such rule any more. */
  readonly rule: RegionalRule | undefined
  readonly points: RegionPoints
  readonly pointer: string
  readonly set: (points: RegionPoints | null, key?: string) => void
}

function RuleRows({ id, element, rule, points, pointer, set }: RuleRowsProps) {
  const { flow, readOnly } = useModel()
  const name = rule ? nameOfRule(rule) : id
  const remove = readOnly ? null : (
    <IconButton label={`“${name}” counts as everywhere`} icon="trash" onClick={() => set(null, 'remove')} />
  )
  const notes = (
    <tr class="notes-row">
      <td colSpan={4}>
        <PartNotes part="model" prefix={pointer} />
      </td>
    </tr>
  )
  if (typeof points === 'number' && typeof rule?.points === 'number') {
    return (
      <tbody id={element}>
        <PointsRow
          name={name}
          base={rule.points}
          here={points}
          atMost={rule.kind === 'idle' || rule.kind === 'absence' ? 0 : 1000}
          onNumber={number => number !== null && set(number)}
        >
          {remove}
        </PointsRow>
        {notes}
      </tbody>
    )
  }
  const table = typeof points === 'object' ? points : {}
  const byOption = rule?.kind === 'options' || rule?.kind === 'source' ? rule : null
  return (
    <tbody id={element}>
      <tr class="region-rule">
        <th scope="rowgroup" colSpan={3}>
          {rule ? name : `${id} (there is no such rule any more)`}
        </th>
        <td>{remove}</td>
      </tr>
      {byOption &&
        linesOf(byOption, flow, table).map(line => (
          <PointsRow
            key={line.id}
            option
            name={line.label}
            base={byOption.points[line.id] ?? 0}
            here={table[line.id]}
            onNumber={number => {
              const { [line.id]: _before, ...others } = table
              set(number === null ? others : { ...table, [line.id]: number }, line.id)
            }}
          />
        ))}
      {notes}
    </tbody>
  )
}

interface PointsRowProps {
  readonly name: string
  readonly option?: boolean
  readonly base: number
  /** Undefined = as everywhere. */
  readonly here: number | undefined
  readonly atMost?: number
  readonly children?: ComponentChildren
  readonly onNumber: (number: number | null) => void
}

function PointsRow({ name, option, base, here, atMost = 1000, children, onNumber }: PointsRowProps) {
  const change = (here ?? base) - base
  return (
    <tr data-option={option ? '' : undefined} data-differs={change === 0 ? undefined : ''}>
      <th scope="row">{name}</th>
      <td class="number">{signed(base)}</td>
      <td>
        <span class="region-here">
          <span class="region-arrow" aria-hidden="true">
            {change === 0 ? '' : '→'}
          </span>
          <NumberField
            quiet
            label={`Points for “${name}” here`}
            placeholder={signed(base)}
            min={-1000}
            max={atMost}
            value={here}
            onNumber={onNumber}
          />
          <span class="region-change number" data-tone={change > 0 ? 'good' : change < 0 ? 'bad' : undefined}>
            {change === 0 ? <span class="visually-hidden">as everywhere</span> : signed(change, true)}
          </span>
        </span>
      </td>
      <td>{children}</td>
    </tr>
  )
}

function signed(number: number, plus = false): string {
  if (number < 0) return `−${-number}`
  return plus ? `+${number}` : String(number)
}
