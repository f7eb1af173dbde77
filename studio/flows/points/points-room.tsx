import './points.css'
import './rules.css'
import { DisqualifyList } from './disqualify-list.tsx'
import { Editable } from './editable.tsx'
import { EngagementList } from './engagement-list.tsx'
import { FitList } from './fit-list.tsx'
import { NamedList } from './named-list.tsx'
import { PartNotes } from './part-notes.tsx'
import { PresetStarter } from './preset-starter.tsx'
import { RegionList } from './regions/region-list.tsx'
import { SectionLinks } from './section-links.tsx'
import { Thresholds } from './thresholds.tsx'

/** What answers and acts are worth, and from when on a lead is hot. */
export function PointsRoom() {
  return (
    <>
      <SectionLinks />
      <div class="room-form points-room">
        <PartNotes part="model" prefix="" own />
        <Editable>
          <PresetStarter />
          <Thresholds />
        </Editable>
        <FitList />
        <EngagementList />
        <Editable>
          <RegionList />
        </Editable>
        <NamedList part="profiles" />
        <NamedList part="personas" />
        <DisqualifyList />
        <NamedList part="plausibility" />
      </div>
    </>
  )
}
