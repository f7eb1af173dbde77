import type { ModelTest } from '#server/http/api-type.ts'
import { When } from '../ui/when.tsx'
import { count } from '../words.ts'

/** Whether a model was tried on past leads, in one line. */
export function TestLine({ tested }: { readonly tested: ModelTest | null }) {
  if (!tested) return <>Not tested on past leads</>
  return (
    <>
      Tested on {count(tested.leads, 'past lead')} by {tested.by}, <When at={tested.at} />
    </>
  )
}
