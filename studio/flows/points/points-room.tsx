import './points.css'
import './rules.css'
import { useModel } from '../editor/editor-context.ts'
import { DisqualifyList } from './disqualify-list.tsx'
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
  const { readOnly } = useModel()
  return (
    <>
      <SectionLinks />
      <fieldset class="room-form points-room" disabled={readOnly}>
        <legend class="visually-hidden">Points</legend>
        <PartNotes part="model" prefix="" own />
        <PresetStarter />
        <Thresholds />
        <FitList />
        <EngagementList />
        <RegionList />
        <NamedList part="profiles" />
        <NamedList part="personas" />
        <DisqualifyList />
        <NamedList part="plausibility" />
      </fieldset>
    </>
  )
}
