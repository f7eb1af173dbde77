import type { LeadRow } from '#server/http/api-type.ts'
import { Marks } from '../accounts/account-marks.tsx'

/** What stands out in a row: a company that matters, a buying committee, and what cannot well be true. */
export function RowMarks({ row }: { readonly row: LeadRow }) {
  const { priorityAccount, committee, flags } = row
  return (
    <>
      <Marks priority={priorityAccount} committee={committee} />
      {flags > 0 && (
        <span
          class="tag"
          data-tone="warn"
          title="Some of what it says cannot well be true together. The card says what."
        >
          Check: {flags}
        </span>
      )}
    </>
  )
}
