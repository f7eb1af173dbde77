import { html, raw } from 'hono/html'

type State = 'counted' | 'due' | 'difference'
type Location = { readonly state: State; readonly counts: number; readonly load: number }

const bays = 8
const levels = 3
const bay = { width: 140, height: 72 } as const
const view = { width: bays * bay.width + 8, height: bay.height * levels + 24 } as const

/**
 * One aisle's racking from the front: three levels, two pallets a bay, under each pallet the tally of this quarter's
 * counts. The same picture every time; nothing random.
 */
export function rackElevation() {
  const locations = Array.from({ length: levels }, (_, level) =>
    Array.from({ length: bays * 2 }, (_, slot) => locationAt(level, slot)),
  )
  return html`<figure class="rack">
    <div class="rack__view">
      <svg viewBox="0 0 ${view.width} ${view.height}" width="${view.width}" height="${view.height}" role="img" aria-label="${describe(locations.flat())}">
        ${raw(locations.map((row, level) => row.map((location, slot) => draw(location, slot, level)).join('')).join(''))}
        ${raw(frame())}
      </svg>
    </div>
    <figcaption class="rack__key">
      <span><i class="key key--counted"></i>Counted this quarter, one stroke a count</span>
      <span><i class="key key--due"></i>Due this week</span>
      <span><i class="key key--difference"></i>Differs, second count asked for</span>
    </figcaption>
  </figure>`
}

function describe(locations: readonly Location[]): string {
  const having = (state: State) => locations.filter(location => location.state === state).length
  return `Racking of one aisle from the front, ${locations.length} pallet locations. ${having('counted')} were counted this quarter, each with a tally of its counts; ${having('due')} are due this week; ${having('difference')} differs.`
}

function draw(location: Location, slot: number, level: number): string {
  const left = 14 + Math.floor(slot / 2) * bay.width + (slot % 2) * 64
  const deck = (level + 1) * bay.height - 14
  const top = deck - 4 - location.load
  const load = `<rect class="rack__load rack__load--${location.state}" x="${left}" y="${top}" width="52" height="${location.load}" rx="2"/>`
  const seam =
    location.load > 30 && location.state !== 'due'
      ? `<path class="rack__seam" d="M${left + 4} ${top + location.load / 2}h44"/>`
      : ''
  const pallet = `<path class="rack__pallet" d="M${left} ${deck - 1.5}h52"/>`
  return load + seam + pallet + tally(left, deck + 10, location)
}

function tally(left: number, top: number, { counts, state }: Location): string {
  const strokes = Array.from({ length: Math.min(counts, 4) }, (_, index) => `M${left + 2 + index * 5} ${top}v8`).join(
    '',
  )
  const fifth = counts > 4 ? `M${left - 1} ${top + 7}l21 -6` : ''
  return strokes ? `<path class="rack__tally rack__tally--${state}" d="${strokes}${fifth}"/>` : ''
}

function frame(): string {
  const uprights = Array.from({ length: bays + 1 }, (_, index) => `M${4 + index * bay.width} 4v${view.height - 8}`)
  const beams = Array.from({ length: levels }, (_, level) => `M4 ${(level + 1) * bay.height - 10}h${bays * bay.width}`)
  return `<path class="rack__beam" d="${beams.join('')}"/><path class="rack__upright" d="${uprights.join('')}"/>`
}

/** A fixed spread that looks like a working aisle: fast movers at the bottom, counted more often than the top. */
function locationAt(level: number, slot: number): Location {
  const mix = (slot * 7 + level * 13 + ((slot * slot) % 5)) % 10
  const load = 22 + ((mix * 7) % 20)
  if (level === 1 && slot === 5) return { state: 'difference', counts: 2, load }
  if (level === 0 && (slot === 3 || slot === 8 || slot === 13)) return { state: 'due', counts: 0, load }
  return { state: 'counted', counts: 1 + level + (mix % (level + 2)), load }
}
