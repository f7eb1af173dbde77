import { count as counted } from '../words.ts'

interface VisitorsColumnProps {
  readonly count: number
  readonly days: number
}

/** What stands before the first stage: people without a name, so there is only a number. */
export function VisitorsColumn({ count, days }: VisitorsColumnProps) {
  return (
    <section class="board-column" data-visitors aria-label={`Visitors, ${counted(count, 'person', 'people')}`}>
      <header title="Began a conversation and left no address. They come back, or they do not.">
        <h2>
          Visitors <span class="number quiet">{count.toLocaleString('en')}</span>
        </h2>
        <p class="quiet number">last {days} days</p>
      </header>
      <p class="board-empty">Began a conversation and left no address: nobody can be written to.</p>
      <a class="button" data-size="small" href="/studio/reports">
        Where they leave
      </a>
    </section>
  )
}
