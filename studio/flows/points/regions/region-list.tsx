import './regions.css'
import { useRef } from 'preact/hooks'
import { Icon } from '../../../ui/icon.tsx'
import { addRegion } from '../../edit/edit-regions.ts'
import { useModel } from '../../editor/editor-context.ts'
import { RegionCard } from './region-card.tsx'

/** Where the same rules give other points. The first region that holds counts. */
export function RegionList() {
  const { model, readOnly, editModel } = useModel()
  const regions = model.regions ?? []
  const list = useRef<HTMLOListElement>(null)
  const add = () => {
    editModel(addRegion)
    requestAnimationFrame(() => {
      const name = list.current?.lastElementChild?.querySelector<HTMLInputElement>('.title-input')
      name?.focus()
      name?.select()
    })
  }
  return (
    <section class="room-part-list" id="points-regions">
      <header>
        <h2>Regions: where points differ</h2>
        <p class="quiet">
          The same rules with other numbers for some leads: another part of the world, another language. Lines, limits
          and fading stay the same everywhere.
          {regions.length > 1 && ' Looked at from the top: the first region that holds counts.'}
        </p>
      </header>
      {regions.length > 0 && (
        <ol class="regions" ref={list}>
          {regions.map((region, index) => (
            <RegionCard key={region.id} region={region} index={index} last={index === regions.length - 1} />
          ))}
        </ol>
      )}
      {!readOnly && (
        <div>
          <button type="button" class="button" data-size="small" onClick={add}>
            <Icon name="plus" />
            Add a region
          </button>
        </div>
      )}
    </section>
  )
}
